import type { CodeMethod, FactorType } from '../../../factors/factor.ts';
import type { FactorReference, Person } from '../../messages.ts';
import type { Link, TextContext, Wording } from '../../wording.ts';

export const methodTitles: Readonly<Record<CodeMethod, string>> = {
  email: 'code by email',
  authenticator: 'authenticator app',
  passkey: 'passkey',
  'recovery-code': 'recovery code',
  'browser-code': 'code from the browser',
};

/** A factor as its user knows it, such as `authenticator app “Phone”`. A default name is left out. */
export function factorPhrase(factor: FactorReference, { givenName }: TextContext): string {
  const title = methodTitles[factor.method];
  const name = givenName(factor);
  return name === undefined ? title : `${title} “${name}”`;
}

/** The title of a method at the beginning of a sentence. */
export function titlePhrase(method: FactorType): string {
  const title = methodTitles[method];
  return `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`;
}

export const personPhrase = ({ name, email }: Person) => `${name} (${email})`;

export function methodsPhrase(accept: readonly FactorType[], { formats }: TextContext): string {
  return formats.alternatives(accept.map((type) => methodTitles[type]));
}

export function resetPasswordLink({ pages }: TextContext): Link {
  return { label: 'Reset your password', url: pages.forgotPassword };
}

/** For mails about a reset of all methods: a passkey that signed in alone is gone. */
export const withoutPassword =
  'If your account had no password, set one before you sign in: use the link to reset your password.';

/** For mails about a change of the account. If a stranger made it, they may still be signed in. */
export function adviceOnChange(context: TextContext): Wording['advice'] {
  return {
    text: 'If this was not you, someone else has access to your account. Reset your password now: this ends all sessions and removes all SSH keys. Then review your methods.',
    link: resetPasswordLink(context),
  };
}

export const adviceToIgnore: Wording['advice'] = {
  text: 'If this was not you, you can ignore this email.',
};
