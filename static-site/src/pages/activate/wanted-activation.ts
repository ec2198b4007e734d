import type { FactorType } from '../../../../contract/api.ts';

/** The input of a new activation, kept in memory while the user signs in with an existing method first. */
export interface WantedActivation {
  type: FactorType;
  email: string;
  /** Undefined for an account without one, whose session proves a passkey instead. */
  password: string | undefined;
  name: string;
}
