import type { User } from '../../../core/accounts/user.ts';
import type { FactorSeam, Method, MethodSeam } from '../../../core/factors/factor.ts';
import type { Challenge, ChallengePurpose } from '../../../core/sign-in/challenge.ts';
import type { Keyring } from '../../adapters/keyring.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';

/** The ports for preparing methods. */
export interface PreparationPorts {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly host: Host;
}

/** The challenge in which a factor begins. */
export interface Beginning {
  readonly user: User;
  readonly id: string;
  readonly purpose: ChallengePurpose;
  /** What was proved before it. */
  readonly provedMethods: readonly Method[];
  /** The version of the data key with which its code is derived. */
  readonly keyVersion: number;
}

/** What the shell does for a method, so that its file in core/factors/ needs no store, no data keys and no randomness. */
export interface MethodPreparation<Seam extends MethodSeam> {
  /** Reads what a proof is compared with. */
  readonly evidence: (
    ports: PreparationPorts,
    tried: { readonly challenge: Challenge; readonly user: User; readonly input: Seam['input'] },
  ) => Promise<Seam['evidence']>;
}

export interface FactorPreparation<Seam extends FactorSeam> extends MethodPreparation<Seam> {
  readonly challenge: (
    ports: PreparationPorts,
    beginning: Beginning,
  ) => Promise<Seam['challenge']['prepared']>;
  readonly activation: (
    ports: PreparationPorts,
    beginning: Beginning & { readonly factorID: string },
  ) => Promise<Seam['activation']['prepared']>;
}
