import { Argument, type Command, Option } from 'commander';
import type { FactorType, Role } from '../contract/api.ts';
import { type Doing, type MakeCommand, methodList, moment, wholeNumber } from './command-words.ts';
import { factorTypes } from './factor-words.ts';

const roles: readonly Role[] = ['owner', 'member'];
const yes = ['-y, --yes', 'do not ask'] as const;
const accept = ['--accept <methods>', `the methods that are accepted, as ${factorTypes.join(',')}`] as const;

interface Yes {
  readonly yes?: boolean;
}
interface Accept {
  readonly accept?: readonly FactorType[];
}

/** `mfa orgs` and what stands below it. */
export function addOrganizations(orgs: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/orgs/organizations.ts');
  orgs.action(doing(async (context) => (await load()).list(context)));
  command(orgs, 'list', 'List your organizations').action(
    doing(async (context) => (await load()).list(context)),
  );
  command(orgs, 'create', 'Create an organization; you are its owner')
    .argument('<name>', 'a name for it')
    .action(doing(async (context, name: string) => (await load()).create(context, name)));
  const of = (name: string, summary: string) =>
    command(orgs, name, summary).argument('<organization>', 'its id or name');
  of('show', 'Show an organization and what it requires').action(
    doing(async (context, organization: string) => (await load()).show(context, organization)),
  );
  of('rename', 'Change the name of an organization')
    .argument('<name>', 'its new name')
    .action(
      doing(async (context, organization: string, name: string) =>
        (await load()).rename(context, organization, name),
      ),
    );
  addMembers(of, doing);
  addInvitations(of, command(orgs, 'accept', 'Accept an invitation'), doing);
  addDemands(of, doing);
  of('events', 'List who did what in an organization, newest first')
    .option('--limit <number>', 'how many, 1 to 100', wholeNumber)
    .option('--cursor <cursor>', 'go on after a page')
    .action(
      doing(async (context, organization: string, options: { limit?: number; cursor?: string }) =>
        (await import('./commands/orgs/events.ts')).run(context, organization, options),
      ),
    );
}

type Of = (name: string, summary: string) => Command;

function addMembers(of: Of, doing: Doing): void {
  const load = () => import('./commands/orgs/members.ts');
  const ofMember = (name: string, summary: string) =>
    of(name, summary).argument('<member>', 'the id, address or name of one');
  of('members', 'List the members; with who has a factor, for owners').action(
    doing(async (context, organization: string) => (await load()).list(context, organization)),
  );
  ofMember('remove', 'Remove a member')
    .option(...yes)
    .action(
      doing(async (context, organization: string, member: string, options: Yes) =>
        (await load()).remove(context, organization, member, options),
      ),
    );
  ofMember('role', 'Make a member an owner, or an owner a member')
    .addArgument(new Argument('<role>', 'the new role').choices(roles))
    .action(
      doing(async (context, organization: string, member: string, role: Role) =>
        (await load()).changeRole(context, organization, member, role),
      ),
    );
  of('leave', 'Leave an organization; what it requires ends at once')
    .option(...yes)
    .action(
      doing(async (context, organization: string, options: Yes) =>
        (await load()).leave(context, organization, options),
      ),
    );
  ofMember(
    'reset-factors',
    'Remove the factors of a member who lost them; for an owner, a second one confirms',
  )
    .option(...yes)
    .action(
      doing(async (context, organization: string, member: string, options: Yes) =>
        (await load()).resetFactors(context, organization, member, options),
      ),
    );
  ofMember('confirm-reset', 'Confirm, as the second owner, the reset that another one has asked for')
    .option(...yes)
    .action(
      doing(async (context, organization: string, member: string, options: Yes) =>
        (await load()).confirmReset(context, organization, member, options),
      ),
    );
  ofMember(
    'confirm-member',
    'Confirm the account of a member whose factors were undone by a link in an email',
  )
    .option(...yes)
    .action(
      doing(async (context, organization: string, member: string, options: Yes) =>
        (await load()).confirmMember(context, organization, member, options),
      ),
    );
  ofMember('withdraw-reset', 'Withdraw a reset that waits for a second owner').action(
    doing(async (context, organization: string, member: string) =>
      (await load()).withdrawReset(context, organization, member),
    ),
  );
}

function addInvitations(of: Of, accepting: Command, doing: Doing): void {
  const load = () => import('./commands/orgs/invitations.ts');
  const ofInvitation = (name: string, summary: string) =>
    of(name, summary).argument('<invitation>', 'its id, or its address');
  of('invite', 'Invite an address by mail; the invitation is good for 7 days')
    .argument('<email>', 'the address')
    .addOption(new Option('--role <role>', 'what to become').choices(roles).default('member'))
    .action(
      doing(async (context, organization: string, email: string, options: { role: Role }) =>
        (await load()).invite(context, organization, email, options),
      ),
    );
  of('invites', 'List the invitations, newest first').action(
    doing(async (context, organization: string) => (await load()).list(context, organization)),
  );
  ofInvitation('resend', 'Mail an invitation again, with a new link').action(
    doing(async (context, organization: string, invitation: string) =>
      (await load()).resend(context, organization, invitation),
    ),
  );
  ofInvitation('revoke', 'Revoke an invitation').action(
    doing(async (context, organization: string, invitation: string) =>
      (await load()).revoke(context, organization, invitation),
    ),
  );
  accepting
    // A code may begin with a dash.
    .allowUnknownOption()
    .argument('<invitation>', 'the link of the mail, or the code at its end')
    .addHelpText('after', '\nIt is accepted with an account of the invited address.')
    .action(doing(async (context, invitation: string) => (await load()).accept(context, invitation)));
}

function addDemands(of: Of, doing: Doing): void {
  const load = () => import('./commands/orgs/requirement.ts');
  of('require', 'Require multi-factor authentication; shows whom that stops, and asks')
    .option(...accept, methodList)
    .option('--deadline <when>', 'from when on: 30d, 2030-01-31 or "2030-01-31 18:00"; else at once', moment)
    .option(...yes)
    .addHelpText('after', requireHelp)
    .action(
      doing(async (context, organization: string, options: Accept & Yes & { deadline?: string }) =>
        (await load()).demand(context, organization, options),
      ),
    );
  of('stop-requiring', 'Require multi-factor authentication no longer')
    .option(...yes)
    .action(
      doing(async (context, organization: string, options: Yes) =>
        (await load()).stopDemanding(context, organization, options),
      ),
    );
  of('preview', 'Show whom it would stop today')
    .option(...accept, methodList)
    .action(
      doing(async (context, organization: string, options: Accept) =>
        (await load()).preview(context, organization, options),
      ),
    );
  of('coverage', 'List which members have which methods')
    .option('--csv', 'as CSV')
    .action(
      doing(async (context, organization: string, options: { csv?: boolean }) =>
        (await import('./commands/orgs/coverage.ts')).run(context, organization, options),
      ),
    );
}

const requireHelp = `
Without --accept, the methods stay as they are required at present; where it is not required yet, all are accepted.
Without --deadline it bites at once.`;
