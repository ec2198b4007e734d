import type { FieldProblem, Problem } from '../api/problem.ts';
import { texts } from '../texts/index.ts';
import { looksLikeEmail, typed } from '../typed.ts';
import { Field } from './field.tsx';
import { problemText } from './problem-message.tsx';

/** The minimum length of a password that the operator has set, in characters. */
export const passwordMinLength = __PASSWORD_MIN_LENGTH__;

/** Mistakes that the page finds without asking the server. */
export const emailSlip = (email: string, pointer = '/email'): FieldProblem | undefined => {
  if (email === '') return { pointer, detail: texts.fields.emailMissing };
  return looksLikeEmail(email) ? undefined : { pointer, detail: texts.fields.emailWrong };
};
export const passwordSlip = (password: string, pointer = '/password'): FieldProblem | undefined =>
  password === '' ? { pointer, detail: texts.fields.passwordMissing } : undefined;
export const newPasswordSlip = (password: string, pointer = '/password'): FieldProblem | undefined =>
  [...password].length < passwordMinLength
    ? { pointer, detail: texts.fields.passwordTooShort(passwordMinLength) }
    : undefined;

/** The email address, named for password managers. What is typed is kept for the next form. */
export function EmailField(props: {
  error?: string | undefined;
  first?: boolean;
  fixed?: string | undefined;
  /** Whether the browser offers passkeys as well. */
  offersPasskeys?: boolean;
}) {
  return (
    <Field
      key={props.fixed}
      name="email"
      type="email"
      inputmode="email"
      label={texts.common.email}
      autocomplete={props.offersPasskeys ? 'username webauthn' : 'username'}
      placeholder={texts.common.emailExample}
      initial={props.fixed ?? typed.email}
      readonly={props.fixed !== undefined}
      error={props.error}
      first={props.first ?? false}
      onInput={(input) => {
        typed.email = input.value.trim();
      }}
    />
  );
}

export function NewPasswordField(props: {
  name?: string;
  label: string;
  error?: string | undefined;
  first?: boolean;
}) {
  return (
    <Field
      name={props.name ?? 'password'}
      type="password"
      label={props.label}
      autocomplete="new-password"
      hint={texts.fields.passwordHint(passwordMinLength)}
      error={props.error}
      first={props.first ?? false}
    />
  );
}

/** A refusal that is shown at the password field of a form that asks for credentials. */
export const wrongCredentials = 'wrong-credentials';

/** What to say at that field. */
export const credentialsError = (problem: Problem | undefined): string | undefined =>
  problem?.is(wrongCredentials) ? problemText(problem, 0) : problem?.at('/password');
