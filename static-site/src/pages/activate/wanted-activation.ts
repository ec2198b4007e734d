import type { FactorType } from '../../../../contract/api.ts';

/** The input of a new activation, kept in memory while the user signs in with an existing method first. */
export interface WantedActivation {
  type: FactorType;
  email: string;
  password: string;
  name: string;
}
