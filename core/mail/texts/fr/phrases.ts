import type { CodeMethod, FactorType } from '../../../factors/factor.ts';
import type { FactorReference, Person } from '../../messages.ts';
import type { Link, TextContext, Wording } from '../../wording.ts';

export const methodTitles: Readonly<Record<CodeMethod, string>> = {
  email: 'code par e-mail',
  authenticator: 'application d’authentification',
  passkey: 'clé d’accès',
  'recovery-code': 'code de récupération',
  'browser-code': 'code du navigateur',
};

/** A factor as its user knows it, such as `application d’authentification « Téléphone »`. A default name is left out. */
export function factorPhrase(factor: FactorReference, { givenName }: TextContext): string {
  const title = methodTitles[factor.method];
  const name = givenName(factor);
  return name === undefined ? title : `${title} « ${name} »`;
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
  return { label: 'Réinitialiser le mot de passe', url: pages.forgotPassword };
}

/** For mails about a reset of all methods: a passkey that signed in alone is gone. */
export const withoutPassword =
  'Si votre compte n’avait pas de mot de passe, définissez-en un avant de vous connecter : utilisez le lien de réinitialisation du mot de passe.';

/** For mails about a change of the account. If a stranger made it, they may still be signed in. */
export function adviceOnChange(context: TextContext): Wording['advice'] {
  return {
    text: 'Si ce n’était pas vous, quelqu’un d’autre a accès à votre compte. Réinitialisez votre mot de passe maintenant : toutes les sessions seront fermées et toutes les clés SSH supprimées. Vérifiez ensuite vos méthodes.',
    link: resetPasswordLink(context),
  };
}

export const adviceToIgnore: Wording['advice'] = {
  text: 'Si ce n’était pas vous, vous pouvez ignorer cet e-mail.',
};
