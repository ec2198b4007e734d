import type { FactorType } from '../../contract/api.ts';
import { knowsPasskeys } from './passkeys.ts';
import { texts } from './texts/index.ts';

/** Every kind of factor, in the order of their titles, in which the dashboard shows them. */
export const methodTypes = Object.keys(texts.methods) as readonly FactorType[];

/** What the page has to know about each kind of factor. */
interface MethodFacts {
  /** Whether its proof is typed. The browser makes that of a passkey. */
  readonly isTyped: boolean;
  /** Whether its user names it when it is activated. A passkey is named after its model. */
  readonly asksForName: boolean;
  readonly canActivate: () => boolean;
}
export const methodFacts: Readonly<Record<FactorType, MethodFacts>> = {
  authenticator: { isTyped: true, asksForName: true, canActivate: () => true },
  email: { isTyped: true, asksForName: true, canActivate: () => true },
  passkey: { isTyped: false, asksForName: false, canActivate: knowsPasskeys },
};
