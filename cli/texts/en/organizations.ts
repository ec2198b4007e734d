import type { Role } from '../../../contract/api.ts';
import type { Formats } from '../formats.ts';

/** What `mfa orgs` says. */
export const organizations = (format: Formats) => {
  const { number, plural, choice } = format;
  const anyOf = (methods: readonly string[]) => choice(methods);
  const aRole = (role: Role) => (role === 'owner' ? 'an owner' : 'a member');
  const outOf = (count: number, total: number) =>
    `${number(count)} of ${plural(total, { one: '# member', other: '# members' })}`;

  return {
    noneOfYours: 'No organizations. Create one: mfa orgs create NAME',
    columns: { name: 'NAME', role: 'YOU ARE', mfa: 'MFA', members: 'MEMBERS', id: 'ID' },
    facts: { id: 'id', role: 'you are', mfa: 'MFA', members: 'members' },
    created: (name: string, id: string) => `Created: ${name} (${id}). You are its owner.`,
    renamed: (name: string) => `Its name is now ${name}.`,
    deletionEffects: [
      'With other members, it is deleted after 7 days, and an owner can keep it until then. If you are alone in it, it is deleted at once, for good.',
      'Its environments, invitations and security log go with it. Other members get an email.',
    ],
    askToDelete: (name: string) => `Delete ${name}?`,
    deleted: (name: string) => `Deleted: ${name}.`,
    deletionRequested: (name: string, when: string) =>
      `${name} will be deleted on ${when}. Until then, an owner can keep it: mfa orgs keep ORGANIZATION`,
    kept: (name: string) => `${name} stays.`,
    countingMembers: 'Counting members',
    memberCount: (total: number, withMfa: number | undefined) =>
      withMfa === undefined ? number(total) : `${number(total)} (${number(withMfa)} with MFA)`,

    unknown: (wanted: string) => `You are not in an organization ${wanted}. \`mfa orgs\` lists yours.`,
    ambiguous: (wanted: string) =>
      `Several of your organizations are named ${wanted}. Give the id of one of them:`,
    unknownMember: (organization: string, id: string, wanted: string) =>
      `${organization} has no member ${wanted}. \`mfa orgs members ${id}\` lists them.`,
    ambiguousMember: (wanted: string) =>
      `Several members are named ${wanted}. Give the email address of one of them:`,
    unknownInvitation: (organization: string, id: string, wanted: string) =>
      `${organization} has no open invitation ${wanted}. \`mfa orgs invites ${id}\` lists them.`,

    requirement: {
      none: 'not required',
      required: 'required',
      requiredFrom: (when: string) => `required from ${when}`,
      since: (when: string, methods: readonly string[]) => `required since ${when}, by ${anyOf(methods)}`,
      from: (when: string, methods: readonly string[]) => `required from ${when}, by ${anyOf(methods)}`,
      now: (sentence: string) => `At present it is ${sentence}.`,
      atOnce: (name: string, methods: readonly string[]) =>
        `${name} will require multi-factor authentication by ${anyOf(methods)}, at once.`,
      later: (name: string, methods: readonly string[], when: string) =>
        `${name} will require multi-factor authentication by ${anyOf(methods)}, from ${when}.`,
      stopped: (count: number, total: number) =>
        `${outOf(count, total)} would be locked out today${count > 0 ? ':' : '.'}`,
      stoppedLater: (count: number, total: number) =>
        `${outOf(count, total)} would be locked out if it were today${count > 0 ? ':' : '.'}`,
      more: (count: number) => `and ${number(count)} more: \`mfa orgs preview\` lists them all`,
      ask: 'Require it?',
      changed: (name: string, sentence: string) => `${name}: ${sentence}.`,
      stopEffects: [
        'Members can then sign in without a factor, and disable theirs.',
        'All owners get a mail about it.',
      ],
      askToStop: (name: string) => `Stop requiring multi-factor authentication of the members of ${name}?`,
      previewing: 'Checking who would be locked out',
      preview: (count: number, total: number, methods: readonly string[]) =>
        `${outOf(count, total)} would be locked out today, if ${anyOf(methods)} were required.`,
    },
    stoppedColumns: { name: 'NAME', email: 'EMAIL', role: 'ROLE', methods: 'HAS', id: 'ID' },

    coverageColumns: {
      name: 'NAME',
      email: 'EMAIL',
      role: 'ROLE',
      methods: 'HAS',
      accepted: 'ACCEPTED',
      lastSignedIn: 'LAST SIGNED IN',
    },
    covered: (count: number, total: number) => `${outOf(count, total)} have an accepted factor.`,
    csvOrJson: 'Give either --csv or --json.',

    readingMembers: 'Reading members',
    memberColumns: { name: 'NAME', email: 'EMAIL', role: 'ROLE', mfa: 'MFA', id: 'ID' },
    resetRequested: (has: string, by: string, until: string) =>
      `${has}, reset requested by ${by} until ${until}`,
    toBeConfirmed: (has: string) => `${has}, to be confirmed by an owner`,
    askToRemove: (member: string, organization: string) => `Remove ${member} from ${organization}?`,
    removed: (member: string) => `Removed: ${member}.`,
    askToLeave: (organization: string) =>
      `Leave ${organization}? You can only come back with a new invitation.`,
    left: (organization: string) => `You have left ${organization}.`,
    roleChanged: (member: string, role: Role) => `${member} is now ${aRole(role)}.`,

    confirmMember: {
      warning: (undoneAt: string) =>
        `Their multi-factor authentication was undone at ${undoneAt}. Anyone who reads their email could have done that. Call them, or ask them in person, before you confirm.`,
      ask: (member: string) => `Is the account of ${member} still theirs?`,
      confirmed: (member: string) => `Confirmed: ${member}.`,
    },

    reset: {
      notRequested: (member: string) => `Nobody has requested a reset of the factors of ${member}.`,
      requestedBy: (owner: string) => `${owner} has requested this reset.`,
      effects: 'All factors and recovery codes of the account will be removed, and its sessions will end.',
      ask: (member: string) => `Reset the factors of ${member}?`,
      done: (member: string) => `Reset: ${member} has no factor now.`,
      requested: (member: string, until: string) =>
        `Requested. ${member} is an owner, so another owner must confirm it until ${until}: \`mfa orgs confirm-reset\`.`,
      withdrawn: (member: string) => `Withdrawn: the factors of ${member} stay as they are.`,
    },

    invitation: {
      none: 'No invitations.',
      noneOfYours: 'No organization invites you.',
      ownColumns: { organization: 'ORGANIZATION', role: 'AS', until: 'UNTIL', id: 'ID' },
      notInvited: (wanted: string) => `There is no invitation ${wanted}. \`mfa orgs invited\` lists yours.`,
      ambiguousOwn: (wanted: string) =>
        `More than one organization named ${wanted} invites you. Give the id of the invitation.`,
      columns: { email: 'EMAIL', role: 'ROLE', state: 'STATE', sent: 'SENT', id: 'ID' },
      states: { accepted: 'accepted', revoked: 'revoked', expired: 'expired', notMailed: 'not mailed' },
      openUntil: (when: string) => `open until ${when}`,
      sent: (email: string, role: Role, until: string) =>
        `Sent to ${email}. The invitation, as ${aRole(role)}, is valid until ${until}.`,
      revoked: (email: string) => `Revoked: the invitation of ${email}.`,
      about: (organization: string, role: Role, email: string) =>
        `Invitation to ${organization} as ${aRole(role)}, for ${email}.`,
      staysValid: 'The invitation stays valid until you have done the following.',
      signInWith: (email: string) => `Sign in with the invited email address: mfa signin --email ${email}`,
      register: (url: string) => `Does this email address not have an account yet? Create one: ${url}`,
      joined: (organization: string, role: Role) => `You are now ${aRole(role)} of ${organization}.`,
      notALink: (text: string) =>
        `${text} is not an invitation: give the link in the mail, or the code at its end.`,
      otherServer: (origin: string, server: string) =>
        `The link belongs to ${origin}, but the server is ${server}. Add --server ${origin}`,
    },

    events: {
      columns: { when: 'WHEN', what: 'WHAT', who: 'WHO', about: 'ABOUT', address: 'ADDRESS' },
      as: (role: Role) => `as ${role}`,
      from: (when: string) => `from ${when}`,
    },
  };
};
