import type { FactorType } from '../contract/api.ts';

/** What is asked for the code of each kind of factor. */
const questions: { readonly [type in FactorType]: string } = {
  email: 'Token (sent to your email): ',
  authenticator: 'Token (from your authenticator app): ',
};

/** Every kind of factor that this version of the command knows. */
export const factorTypes = Object.keys(questions) as readonly FactorType[];

export const isFactorType = (word: string): word is FactorType => Object.hasOwn(questions, word);

/** What to ask, also for a kind of factor that only a newer service knows. */
export function codeQuestion(type: string): string {
  return isFactorType(type) ? questions[type] : 'Token: ';
}
