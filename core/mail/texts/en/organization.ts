import type { FactorType } from '../../../factors/factor.ts';
import { factorFacts } from '../../../factors/registry.ts';
import type { Circumstances } from '../../../kernel/circumstances.ts';
import {
  type Branding,
  composeNotice,
  type Mail,
  ownWords,
  type Wording,
  withoutCode,
} from '../../compose.ts';
import type { OrganizationMessage, Person, Role } from '../../messages.ts';

/** The mail about what happened in an organization, and when; from where is for the log of its owners. */
export function organizationMail(
  branding: Branding,
  to: string,
  notice: OrganizationMessage,
  circumstances?: Pick<Circumstances, 'at'>,
): Mail {
  const when = circumstances && { at: circumstances.at };
  return composeNotice(branding, to, wordingOf(notice, branding), when);
}

function wordingOf(notice: OrganizationMessage, { origin }: Branding): Wording {
  const name = ownWords(notice.organization.name);
  const page = { label: `Open ${name}`, url: `${origin}/organizations/${notice.organization.id}` };
  const activate = { label: 'Activate a method', url: `${origin}/account/mfa/activate` };
  switch (notice.kind) {
    case 'invited':
      return {
        subject: `Invitation to ${name}`,
        paragraphs: [
          `${person(notice.by)} invites you to ${name} as ${roleWords(notice.role)}. The link works once, within 7 days, for an account with this address.`,
          'The owners of an organization see whether your account has multi-factor authentication, can require it, and can reset it if you lose your device.',
        ],
        link: { label: 'Look at the invitation', url: notice.url },
        ifNotYou: 'If you do not know them, ignore this mail.',
      };
    case 'removed':
      return {
        subject: `You are no longer a member of ${name}`,
        paragraphs: ['An owner removed you. Your account stays as it is.'],
        ifNotYou: 'If you did not expect this, ask the owners of the organization.',
      };
    case 'role-changed':
      return {
        subject: `You are now ${roleWords(notice.role)} of ${name}`,
        paragraphs: [
          notice.role === 'owner'
            ? 'Owners invite and remove members and decide whether multi-factor authentication is required.'
            : 'You are a member as before, without the rights of an owner.',
        ],
        ifNotYou: 'If you did not expect this, ask the owners of the organization.',
      };
    case 'owner-added':
      return {
        subject: `${name} has a new owner`,
        paragraphs: [`${person(notice.by)} made ${person(notice.member)} an owner.`],
        ...forOwners(page),
      };
    case 'owner-gone':
      return {
        subject: `${name} has one owner less`,
        paragraphs: [
          `${person(notice.member)} is no longer an owner. This was done by ${person(notice.by)}.`,
        ],
        ...forOwners(page),
      };
    case 'mfa-required':
      return {
        subject: `${name} requires multi-factor authentication`,
        paragraphs: [
          `${person(notice.by)} decided this. Accepted: ${methodWords(notice.accept)}.`,
          notice.deadline === undefined
            ? 'It holds from now on: a member without an accepted method activates one at the next sign-in.'
            : `It holds from ${date(notice.deadline)} on. Members without an accepted method are reminded by mail.`,
        ],
        ...forOwners(page),
      };
    case 'mfa-not-required':
      return {
        subject: `${name} no longer requires multi-factor authentication`,
        paragraphs: [`${person(notice.by)} decided this. Methods that are enabled stay enabled.`],
        ...forOwners(page),
      };
    case 'mfa-due':
      return {
        subject: `${name} requires multi-factor authentication from ${date(notice.deadline)} on`,
        paragraphs: [
          `Your account has no accepted method yet. Accepted: ${methodWords(notice.accept)}. After that date you activate one before you can sign in.`,
        ],
        link: activate,
        ifNotYou: 'If you are no longer with the organization, leave it in your account.',
      };
    case 'mfa-reset-requested':
      return {
        subject: 'Someone asked to reset your multi-factor authentication',
        paragraphs: [
          `${person(notice.by)}, an owner of ${name}, asked for it. It is done if a second owner confirms it within 24 hours; until then nothing changes.`,
        ],
        link: { ...page, label: 'Look at the request' },
        ifNotYou: 'If you did not ask for this, withdraw the request on the page of the organization.',
      };
    case 'mfa-reset-to-confirm':
      return {
        subject: `A reset in ${name} waits for a second owner`,
        paragraphs: [
          `${person(notice.by)} asks to reset the multi-factor authentication of ${person(notice.member)}. Confirm it within 24 hours if you know that they lost their device.`,
        ],
        link: { ...page, label: 'Look at the request' },
        ifNotYou: 'If you are not sure, speak to them first, or withdraw the request.',
      };
    case 'mfa-reset':
      return {
        subject: 'Your multi-factor authentication was reset',
        paragraphs: [
          `${person(notice.by)}, an owner of ${name}, did this. All methods and recovery codes are removed and all sessions have ended.`,
          notice.required
            ? 'The organization requires it: activate a method to sign in again.'
            : 'Activate a method again as soon as you can.',
        ],
        link: activate,
        ifNotYou:
          'If you did not ask for this, reset your password now at the sign-in page, activate a method, and ask the owners of the organization.',
      };
  }
}

const forOwners = (link: { readonly label: string; readonly url: string }) => ({
  link,
  ifNotYou: 'You get this mail as an owner. If it is not right, speak to the other owners.',
});

const roleWords = (role: Role) => (role === 'owner' ? 'an owner' : 'a member');
const person = ({ name, email }: Person) => `${ownWords(name)} (${withoutCode(email)})`;
const methodWords = (accept: readonly FactorType[]) =>
  accept.map((type) => factorFacts[type].title).join(', ');

function date(at: number): string {
  const day = new Date(at).toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const time = new Date(at).toLocaleTimeString('en-GB', {
    timeZone: 'UTC',
    hour: '2-digit',
    minute: '2-digit',
  });
  return `${day}, ${time} UTC`;
}
