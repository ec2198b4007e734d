import type { User } from '../../../core/accounts/user.ts';
import type { Attempt, CodeMethod, FactorType } from '../../../core/factors/factor.ts';
import { type BegunChallenge, challengeBeginnings, type Seams } from '../../../core/factors/registry.ts';
import type { Challenge } from '../../../core/sign-in/challenge.ts';
import { authenticator } from './authenticator.ts';
import { browserCode } from './browser-code.ts';
import { email } from './email.ts';
import type { Beginning, FactorPreparation, MethodPreparation, PreparationPorts } from './preparation.ts';
import { recoveryCode } from './recovery-code.ts';

/** Loaded late, because most sign-ins need no passkeys. */
const passkey: FactorPreparation<Seams['passkey']> = {
  challenge: async (...given) => (await loadPasskey()).challenge(...given),
  activation: async (...given) => (await loadPasskey()).activation(...given),
  evidence: async (...given) => (await loadPasskey()).evidence(...given),
};
const loadPasskey = async () => (await import('./passkey.ts')).passkey;

export const factorPreparations: { readonly [type in FactorType]: FactorPreparation<Seams[type]> } = {
  email,
  authenticator,
  passkey,
};

const methodPreparations: { readonly [method in CodeMethod]: MethodPreparation<Seams[method]> } = {
  ...factorPreparations,
  'recovery-code': recoveryCode,
  'browser-code': browserCode,
};

/** Begins a factor in the challenge of an account that has enabled it. */
export async function beginFactor<T extends FactorType>(
  ports: PreparationPorts,
  type: T,
  beginning: Beginning,
): Promise<BegunChallenge<T>> {
  return challengeBeginnings[type](await factorPreparations[type].challenge(ports, beginning));
}

/** Combines what was entered with what it is compared with. */
export async function prepareAttempt<M extends CodeMethod>(
  ports: PreparationPorts,
  method: M,
  tried: { readonly challenge: Challenge; readonly user: User; readonly input: Seams[M]['input'] },
  now: number,
): Promise<Attempt<Seams[M]>> {
  return { input: tried.input, evidence: await methodPreparations[method].evidence(ports, tried), now };
}
