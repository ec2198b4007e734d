import type { CodeMethod, FactorType } from '../../../factors/factor.ts';
import type { FactorReference, Person } from '../../messages.ts';
import type { Link, TextContext, Wording } from '../../wording.ts';

export const methodTitles: Readonly<Record<CodeMethod, string>> = {
  email: 'Code per E-Mail',
  authenticator: 'Authenticator-App',
  passkey: 'Passkey',
  'recovery-code': 'Wiederherstellungscode',
  'browser-code': 'Code aus dem Browser',
};

/** A factor as its user knows it, such as `Authenticator-App „Telefon“`. A default name is left out. */
export function factorPhrase(factor: FactorReference, { givenName }: TextContext): string {
  const title = methodTitles[factor.method];
  const name = givenName(factor);
  return name === undefined ? title : `${title} „${name}“`;
}

export const personPhrase = ({ name, email }: Person) => `${name} (${email})`;

export function methodsPhrase(accept: readonly FactorType[], { formats }: TextContext): string {
  return formats.alternatives(accept.map((type) => methodTitles[type]));
}

export function resetPasswordLink({ pages }: TextContext): Link {
  return { label: 'Passwort zurücksetzen', url: pages.forgotPassword };
}

/** For mails about a reset of all methods: a passkey that signed in alone is gone. */
export const withoutPassword =
  'Falls Ihr Konto kein Passwort hatte, legen Sie vor der Anmeldung eines fest: Verwenden Sie dazu den Link zum Zurücksetzen des Passworts.';

/** For mails about a change of the account. If a stranger made it, they may still be signed in. */
export function adviceOnChange(context: TextContext): Wording['advice'] {
  return {
    text: 'Falls Sie das nicht waren, hat jemand anderes Zugriff auf Ihr Konto. Setzen Sie jetzt Ihr Passwort zurück: Das beendet alle Sitzungen und entfernt alle SSH-Schlüssel. Überprüfen Sie danach Ihre Methoden.',
    link: resetPasswordLink(context),
  };
}

export const adviceToIgnore: Wording['advice'] = {
  text: 'Falls Sie das nicht waren, können Sie diese E-Mail ignorieren.',
};
