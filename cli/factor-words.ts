import type { FactorType } from '../contract/api.ts';
import { texts } from './texts/index.ts';

/** Every kind of factor that this version of the command knows. */
const known: Readonly<Record<FactorType, true>> = { email: true, authenticator: true, passkey: true };
export const factorTypes = Object.keys(known) as readonly FactorType[];

export const isFactorType = (word: string): word is FactorType => Object.hasOwn(known, word);

/** The question for a code, also of a kind of factor that only a newer service knows. */
export function codeQuestion(type: string): string {
  return isFactorType(type) ? texts.ask.token[type] : texts.ask.otherToken;
}
