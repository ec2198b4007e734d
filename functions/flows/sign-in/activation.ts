import type { User } from '../../../core/accounts/user.ts';
import { activationBeginnings } from '../../../core/factors/activations.ts';
import type { FactorType } from '../../../core/factors/factor.ts';
import type { BegunActivation } from '../../../core/factors/registry.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { randomID } from '../../../core/kernel/random.ts';
import { type ActivationRequest, beginActivation } from '../../../core/sign-in/activation.ts';
import { type ChallengeRows, newChallengeID, rowsAfterLoss } from '../../../core/sign-in/challenge.ts';
import type { ChallengeDecision, ShownChallenge } from '../../../core/sign-in/challenge-decisions.ts';
import { carryOutAgain } from '../carry-out-again.ts';
import type { Beginning } from '../factors/preparation.ts';
import { factorPreparations } from '../factors/prepare.ts';
import type { ChallengePorts } from './challenge.ts';

/** Begins to activate a factor for an account whose password was just entered, or that has none. */
export async function startActivation(
  ports: ChallengePorts,
  user: User,
  asked: {
    readonly type: FactorType;
    readonly name: string | undefined;
    readonly caller: ActivationRequest['caller'];
    readonly provedMethods?: ActivationRequest['provedMethods'];
  },
  circumstances: Circumstances,
): Promise<ShownChallenge> {
  const { host, keyring } = ports;
  const request = {
    ...asked,
    id: newChallengeID(user.userID, host.random),
    factorID: randomID(host.random),
    keyVersion: keyring.version,
  };
  const decide = (rows: ChallengeRows): Promise<ChallengeDecision> => {
    const beginning = {
      ...request,
      user: rows.user,
      purpose: 'activation',
      provedMethods: asked.provedMethods ?? ['password'],
    } as const;
    const begin = (type: FactorType) => beginFactorActivation(ports, type, beginning);
    return beginActivation(rows.user, request, begin, circumstances.at);
  };
  return carryOutAgain({ user }, decide, rowsAfterLoss, ports, circumstances);
}

async function beginFactorActivation<T extends FactorType>(
  ports: ChallengePorts,
  type: T,
  beginning: Beginning & { readonly factorID: string },
): Promise<BegunActivation<T>> {
  return activationBeginnings[type](await factorPreparations[type].activation(ports, beginning));
}
