import { createStore } from '../store.ts';

/** Recovery codes that were just made. They are shown only once, so no change of the page may take them off the screen. */
export interface NewRecoveryCodes {
  readonly codes: readonly string[];
  /** The email address of their account. */
  readonly email: string;
  /** Where to go on once the user has saved them. */
  readonly goOn: () => void | Promise<void>;
}

/** Shown instead of any page until the user has saved them. They are only in memory. */
export const newRecoveryCodes = createStore<NewRecoveryCodes | undefined>(undefined);
