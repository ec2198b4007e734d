import type { FactorType } from '../contract/api.ts';
import { texts } from './texts/index.ts';

/** Every kind of factor that this version of the command knows, and whether a terminal can enable and use it. */
const known: Readonly<Record<FactorType, boolean>> = { email: true, authenticator: true, passkey: false };
export const factorTypes = Object.keys(known) as readonly FactorType[];
/** A passkey is made by a browser. */
export const typesToEnable = factorTypes.filter((type) => known[type]);

/** Whether only a browser can use it: what is typed in a terminal instead comes from a page of the dashboard. */
export const needsBrowser = (type: FactorType): boolean => !known[type];

export const isFactorType = (word: string): word is FactorType => Object.hasOwn(known, word);

/** The question for a code, also of a kind of factor that only a newer service knows. */
export function codeQuestion(type: string): string {
  return isFactorType(type) ? texts.ask.token[type] : texts.ask.otherToken;
}
