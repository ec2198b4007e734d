import { Argument, type Command, Option } from 'commander';
import type { FactorType, Role } from '../contract/api.ts';
import {
  addPages,
  type Doing,
  type MakeCommand,
  methodList,
  moment,
  suggestions,
  yes,
} from './command-words.ts';
import { factorTypes } from './factor-words.ts';
import { texts } from './texts/index.ts';

const roles: readonly Role[] = ['owner', 'member'];
const accept = () => {
  const option = new Option('--accept <methods>', texts.help.options.accept(factorTypes)).argParser(
    methodList,
  );
  suggestions.set(option, [...factorTypes, factorTypes.join(',')]);
  return option;
};

interface Yes {
  readonly yes?: boolean;
}
interface Accept {
  readonly accept?: readonly FactorType[];
}

/** `mfa orgs` and its commands. */
export function addOrganizations(orgs: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/orgs/organizations.ts');
  orgs.action(doing(async (context) => (await load()).list(context)));
  command(orgs, 'list', texts.help.commands.orgsList).action(
    doing(async (context) => (await load()).list(context)),
  );
  command(orgs, 'create', texts.help.commands.orgsCreate)
    .argument('<name>', texts.help.arguments.organizationName)
    .action(doing(async (context, name: string) => (await load()).create(context, name)));
  const of = (name: string, summary: string) =>
    command(orgs, name, summary).argument('<organization>', texts.help.arguments.organization);
  of('show', texts.help.commands.orgsShow).action(
    doing(async (context, organization: string) => (await load()).show(context, organization)),
  );
  of('rename', texts.help.commands.orgsRename)
    .argument('<name>', texts.help.arguments.newName)
    .action(
      doing(async (context, organization: string, name: string) =>
        (await load()).rename(context, organization, name),
      ),
    );
  of('delete', texts.help.commands.orgsDelete)
    .option(...yes())
    .action(
      doing(async (context, organization: string, options: Yes) =>
        (await load()).remove(context, organization, options),
      ),
    );
  of('keep', texts.help.commands.orgsKeep).action(
    doing(async (context, organization: string) => (await load()).keep(context, organization)),
  );
  addMembers(of, doing);
  addInvitations(of, command(orgs, 'accept', texts.help.commands.orgsAccept), doing);
  addOwnInvitations(orgs, command, doing);
  addRequirement(of, doing);
  addPages(of('events', texts.help.commands.orgsEvents)).action(
    doing(async (context, organization: string, options: { limit?: number; cursor?: string }) =>
      (await import('./commands/orgs/events.ts')).run(context, organization, options),
    ),
  );
}

type Of = (name: string, summary: string) => Command;

function addMembers(of: Of, doing: Doing): void {
  const load = () => import('./commands/orgs/members.ts');
  const ofMember = (name: string, summary: string) =>
    of(name, summary).argument('<member>', texts.help.arguments.member);
  of('members', texts.help.commands.orgsMembers).action(
    doing(async (context, organization: string) => (await load()).list(context, organization)),
  );
  ofMember('remove', texts.help.commands.orgsRemove)
    .option(...yes())
    .action(
      doing(async (context, organization: string, member: string, options: Yes) =>
        (await load()).remove(context, organization, member, options),
      ),
    );
  ofMember('role', texts.help.commands.orgsRole)
    .addArgument(new Argument('<role>', texts.help.arguments.role).choices(roles))
    .action(
      doing(async (context, organization: string, member: string, role: Role) =>
        (await load()).changeRole(context, organization, member, role),
      ),
    );
  of('leave', texts.help.commands.orgsLeave)
    .option(...yes())
    .action(
      doing(async (context, organization: string, options: Yes) =>
        (await load()).leave(context, organization, options),
      ),
    );
  ofMember('reset-factors', texts.help.commands.orgsResetFactors)
    .option(...yes())
    .action(
      doing(async (context, organization: string, member: string, options: Yes) =>
        (await load()).resetFactors(context, organization, member, options),
      ),
    );
  ofMember('confirm-reset', texts.help.commands.orgsConfirmReset)
    .option(...yes())
    .action(
      doing(async (context, organization: string, member: string, options: Yes) =>
        (await load()).confirmReset(context, organization, member, options),
      ),
    );
  ofMember('confirm-member', texts.help.commands.orgsConfirmMember)
    .option(...yes())
    .action(
      doing(async (context, organization: string, member: string, options: Yes) =>
        (await load()).confirmMember(context, organization, member, options),
      ),
    );
  ofMember('withdraw-reset', texts.help.commands.orgsWithdrawReset).action(
    doing(async (context, organization: string, member: string) =>
      (await load()).withdrawReset(context, organization, member),
    ),
  );
}

function addOwnInvitations(orgs: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/orgs/invitations.ts');
  command(orgs, 'invited', texts.help.commands.orgsInvited).action(
    doing(async (context) => (await load()).listOwn(context)),
  );
  command(orgs, 'join', texts.help.commands.orgsJoin)
    .argument('<invitation>', texts.help.arguments.ownInvitation)
    .action(doing(async (context, wanted: string) => (await load()).join(context, wanted)));
}

function addInvitations(of: Of, accepting: Command, doing: Doing): void {
  const load = () => import('./commands/orgs/invitations.ts');
  const ofInvitation = (name: string, summary: string) =>
    of(name, summary).argument('<invitation>', texts.help.arguments.invitation);
  of('invite', texts.help.commands.orgsInvite)
    .argument('<email>', texts.help.arguments.invitedEmail)
    .addOption(new Option('--role <role>', texts.help.options.role).choices(roles).default('member'))
    .action(
      doing(async (context, organization: string, email: string, options: { role: Role }) =>
        (await load()).invite(context, organization, email, options),
      ),
    );
  of('invites', texts.help.commands.orgsInvites).action(
    doing(async (context, organization: string) => (await load()).list(context, organization)),
  );
  ofInvitation('resend', texts.help.commands.orgsResend).action(
    doing(async (context, organization: string, invitation: string) =>
      (await load()).resend(context, organization, invitation),
    ),
  );
  ofInvitation('revoke', texts.help.commands.orgsRevoke).action(
    doing(async (context, organization: string, invitation: string) =>
      (await load()).revoke(context, organization, invitation),
    ),
  );
  accepting
    // A code may begin with a dash.
    .allowUnknownOption()
    .argument('<invitation>', texts.help.arguments.invitationLink)
    .addHelpText('after', `\n${texts.help.afterAccept}`)
    .action(doing(async (context, invitation: string) => (await load()).accept(context, invitation)));
}

function addRequirement(of: Of, doing: Doing): void {
  const load = () => import('./commands/orgs/requirement.ts');
  of('require', texts.help.commands.orgsRequire)
    .addOption(accept())
    .option('--deadline <when>', texts.help.options.deadline, moment)
    .option(...yes())
    .addHelpText('after', texts.help.afterRequire)
    .action(
      doing(async (context, organization: string, options: Accept & Yes & { deadline?: string }) =>
        (await load()).requireMfa(context, organization, options),
      ),
    );
  of('stop-requiring', texts.help.commands.orgsStopRequiring)
    .option(...yes())
    .action(
      doing(async (context, organization: string, options: Yes) =>
        (await load()).stopRequiring(context, organization, options),
      ),
    );
  of('preview', texts.help.commands.orgsPreview)
    .addOption(accept())
    .action(
      doing(async (context, organization: string, options: Accept) =>
        (await load()).preview(context, organization, options),
      ),
    );
  of('coverage', texts.help.commands.orgsCoverage)
    .option('--csv', texts.help.options.csv)
    .action(
      doing(async (context, organization: string, options: { csv?: boolean }) =>
        (await import('./commands/orgs/coverage.ts')).run(context, organization, options),
      ),
    );
}
