import type { OrganizationKinds, OrganizationMessage, Role } from '../../messages.ts';
import type { Link, TextContext, Texts } from '../../wording.ts';
import { methodsPhrase, personPhrase, resetPasswordLink, withoutPassword } from './phrases.ts';

export const organization: Texts<OrganizationKinds> = {
  invited: ({ organization, by, role, url, expiresAt }, { formats, now }) => ({
    heading: `Invitation to ${organization.name}`,
    paragraphs: [
      `${personPhrase(by)} invites you to join ${organization.name} as ${rolePhrase(role)}. The link below works once and expires in ${formats.duration((expiresAt - now) / 1000)}. You need an account with this email address to accept.`,
      'If you accept, the owners of the organization can see whether your account uses multi-factor authentication. They can require it, and they can reset it if you lose your device.',
    ],
    link: { label: 'View the invitation', url },
    advice: { text: 'If you do not know the sender, ignore this email.' },
  }),

  removed: ({ organization }) => ({
    heading: `You were removed from ${organization.name}`,
    paragraphs: ['An owner removed you from the organization. Your account itself is unchanged.'],
    advice: adviceToAskOwners,
  }),

  'role-changed': ({ organization, role }, context) => ({
    heading: `You are now ${rolePhrase(role)} of ${organization.name}`,
    paragraphs: [
      role === 'owner'
        ? 'Owners can invite and remove members, and decide whether multi-factor authentication is required.'
        : 'You are still a member, but you no longer have the rights of an owner.',
    ],
    link: organizationLink(organization, context),
    advice: adviceToAskOwners,
  }),

  'owner-added': ({ organization, by, member }, context) => ({
    heading: `${organization.name} has a new owner`,
    paragraphs: [`${personPhrase(by)} made ${personPhrase(member)} an owner.`],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'owner-removed': ({ organization, by, member }, context) => ({
    heading: `${organization.name} has one owner fewer`,
    paragraphs: [
      `${personPhrase(member)} is no longer an owner. The change was made by ${personPhrase(by)}.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-required': ({ organization, by, accept, deadline }, context) => ({
    heading: `${organization.name} requires multi-factor authentication`,
    paragraphs: [
      `${personPhrase(by)} turned on this requirement. It is met by one of these methods: ${methodsPhrase(accept, context)}.`,
      deadline === undefined
        ? 'It is in force now. Members without an accepted method have to activate one when they sign in next.'
        : `It comes into force on ${context.formats.instant(deadline)}. Until then, members without an accepted method are reminded by email.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-not-required': ({ organization, by }, context) => ({
    heading: `${organization.name} no longer requires multi-factor authentication`,
    paragraphs: [
      `${personPhrase(by)} turned off this requirement. Methods that members have enabled stay enabled.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'mfa-reminder': ({ organization, accept, deadline }, context) => ({
    heading: `${organization.name} requires multi-factor authentication from ${context.formats.instant(deadline)}`,
    paragraphs: [
      `Your account does not have an accepted method yet. Activate one of these before that date: ${methodsPhrase(accept, context)}.`,
      'After that date, you will have to activate one before you can sign in.',
    ],
    link: activationLink(context),
    advice: {
      text: 'If you no longer belong to this organization, leave it on its page.',
      link: organizationLink(organization, context),
    },
  }),

  'mfa-reset-requested': ({ organization, by, expiresAt }, context) => ({
    heading: 'Someone asked to reset your multi-factor authentication',
    paragraphs: [
      `${personPhrase(by)}, an owner of ${organization.name}, asked for this reset. It is carried out if a second owner confirms it within ${context.formats.duration((expiresAt - context.now) / 1000)}. Until then, nothing changes.`,
    ],
    link: { ...organizationLink(organization, context), label: 'View the request' },
    advice: {
      text: 'If you did not ask for this, withdraw the request on the page of the organization.',
    },
  }),

  'mfa-reset-to-confirm': ({ organization, by, member, expiresAt }, context) => ({
    heading: `A reset in ${organization.name} needs a second owner`,
    paragraphs: [
      `${personPhrase(by)} asks to reset the multi-factor authentication of ${personPhrase(member)}. Confirm it within ${context.formats.duration((expiresAt - context.now) / 1000)}, and only if you know that they lost their device.`,
    ],
    link: { ...organizationLink(organization, context), label: 'View the request' },
    advice: { text: 'If you are not sure, talk to them first, or withdraw the request.' },
  }),

  'member-recovered': ({ organization, member, role, how }, context) => ({
    heading: recoveryTexts[how].heading(organization.name, rolePhrase(role)),
    paragraphs: [
      recoveryTexts[how].sentence(personPhrase(member)),
      ...(how === 'undo'
        ? [
            'Someone who can read their email could have done this. Call them, or ask them in person, before you confirm the account on the page of the organization. Until an owner confirms it, the account cannot use the organization.',
          ]
        : []),
    ],
    link: organizationLink(organization, context),
    advice: { text: 'If you think that this was someone else, remove the account from the organization.' },
  }),

  'membership-confirmed': ({ organization, by }, context) => ({
    heading: `Your account was confirmed for ${organization.name}`,
    paragraphs: [
      `${personPhrase(by)} confirmed that the account is yours. You can use the organization again.`,
    ],
    link: organizationLink(organization, context),
    advice: adviceToAskOwners,
  }),

  'mfa-reset': ({ organization, by, required }, context) => ({
    heading: 'Your multi-factor authentication was reset',
    paragraphs: [
      `${personPhrase(by)}, an owner of ${organization.name}, reset it. All your methods and recovery codes were removed, and all your sessions were ended.`,
      required
        ? 'The organization requires multi-factor authentication, so activate a method to sign in again.'
        : 'Your account is now protected by your password alone. Activate a method again as soon as you can.',
      withoutPassword,
    ],
    link: activationLink(context),
    advice: {
      text: 'If you did not ask for this, reset your password now, activate a method, and talk to the owners of the organization.',
      link: resetPasswordLink(context),
    },
  }),

  'organization-deletion-requested': ({ organization, by, dueAt }, context) => ({
    heading: `${organization.name} will be deleted on ${context.formats.instant(dueAt)}`,
    paragraphs: [
      `${personPhrase(by)}, an owner, asked to delete the organization. Until that day, any owner can keep it in its settings. The members receive an email too.`,
      'After that, the organization, its environments, its invitations and its security log are gone, and nobody can bring them back.',
    ],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),

  'organization-deletion-announced': ({ organization, dueAt }, { formats }) => ({
    heading: `${organization.name} will be deleted on ${formats.instant(dueAt)}`,
    paragraphs: [
      'An owner asked to delete the organization. Your account stays as it is, but you can no longer use what belongs to the organization after that day.',
    ],
    advice: adviceToAskOwners,
  }),

  'organization-kept': ({ organization, by }, context) => ({
    heading: `${organization.name} is kept`,
    paragraphs: [`${personPhrase(by)}, an owner, cancelled the deletion of the organization.`],
    link: organizationLink(organization, context),
    advice: adviceToOwners,
  }),
};

const adviceToAskOwners = {
  text: 'If you did not expect this, ask the owners of the organization.',
};

const adviceToOwners = {
  text: 'You receive this email because you are an owner. If the change is wrong, talk to the other owners.',
};

const rolePhrase = (role: Role) => (role === 'owner' ? 'an owner' : 'a member');

function organizationLink({ id, name }: OrganizationMessage['organization'], { pages }: TextContext): Link {
  return { label: `Open ${name}`, url: pages.organization(id) };
}

const activationLink = ({ pages }: TextContext): Link => ({
  label: 'Activate a method',
  url: pages.activate,
});

/** How a member got around their factors, in words for the owners. */
const recoveryTexts = {
  undo: {
    heading: (organization, role) =>
      `The multi-factor authentication of ${role} of ${organization} was undone`,
    sentence: (member) =>
      `The link in an email to ${member} was used to remove all methods of multi-factor authentication and to choose a new password.`,
  },
  'recovery-code': {
    heading: (organization, role) => `A recovery code of ${role} of ${organization} was used`,
    sentence: (member) =>
      `${member} used a recovery code in place of a method of multi-factor authentication.`,
  },
  'operator-reset': {
    heading: (organization, role) =>
      `The multi-factor authentication of ${role} of ${organization} was reset`,
    sentence: (member) =>
      `The operator of this service removed all methods of multi-factor authentication of ${member}.`,
  },
} as const satisfies Record<
  OrganizationKinds['member-recovered']['how'],
  { heading(organization: string, role: string): string; sentence(member: string): string }
>;
