import type { FactorType } from '../../../../contract/api.ts';

/** What a new activation needs, kept in memory while the user first signs in with an existing method. */
export interface WantedActivation {
  type: FactorType;
  email: string;
  password: string;
  name: string;
}
