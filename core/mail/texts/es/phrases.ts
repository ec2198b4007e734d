import type { CodeMethod, FactorType } from '../../../factors/factor.ts';
import type { FactorReference, Person } from '../../messages.ts';
import type { Link, TextContext, Wording } from '../../wording.ts';

export const methodTitles: Readonly<Record<CodeMethod, string>> = {
  email: 'código por correo',
  authenticator: 'aplicación de autenticación',
  passkey: 'llave de acceso',
  'recovery-code': 'código de recuperación',
  'browser-code': 'código del navegador',
};

/** A factor as its user knows it, such as `aplicación de autenticación «Teléfono»`. A default name is left out. */
export function factorPhrase(factor: FactorReference, { givenName }: TextContext): string {
  const title = methodTitles[factor.method];
  const name = givenName(factor);
  return name === undefined ? title : `${title} «${name}»`;
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
  return { label: 'Restablecer la contraseña', url: pages.forgotPassword };
}

/** For mails about a reset of all methods: a passkey that signed in alone is gone. */
export const withoutPassword =
  'Si su cuenta no tenía contraseña, establezca una antes de iniciar sesión: use el enlace para restablecer la contraseña.';

/** For mails about a change of the account. If a stranger made it, they may still be signed in. */
export function adviceOnChange(context: TextContext): Wording['advice'] {
  return {
    text: 'Si no ha sido usted, otra persona tiene acceso a su cuenta. Restablezca ahora su contraseña: así se cierran todas las sesiones y se eliminan todas las claves SSH. Después, revise sus métodos.',
    link: resetPasswordLink(context),
  };
}

export const adviceToIgnore: Wording['advice'] = {
  text: 'Si no ha sido usted, puede ignorar este correo.',
};
