import type { MethodType } from '../../api/types.ts';

/** What a new activation needs, kept in memory while the user first signs in with an existing method. */
export interface WantedActivation {
  type: MethodType;
  email: string;
  password: string;
  name: string;
}
