import type { FactorType } from '../../core/factors/factor.ts';
import { appWith, lastCode, otherCode, type Person } from './people.ts';
import type { CallAnswer, Service } from './service.ts';
import { SoftwarePasskey } from './software-authenticator.ts';

/**
 * A factor in the hand of its user: what the body of a request proves it with.
 * @param shown The answer that the challenge or the activation began with.
 */
export interface FactorInHand {
  /** A proof that was not used before; the clock may move on until there is one. */
  right(shown: CallAnswer['body']): Promise<Proof>;
  wrong(shown: CallAnswer['body']): Promise<Proof>;
}
export type Proof = { readonly otp: string } | { readonly credential: object };

/** The operation that takes a proof: a passkey has its own. */
export const submitting = (proof: Proof): 'auth/submit-code' | 'auth/submit-passkey' =>
  'otp' in proof ? 'auth/submit-code' : 'auth/submit-passkey';

/**
 * How the user of each factor comes to its proofs, from the answer that its activation began with. A new factor needs an
 * entry here, and then integration/factors/every-factor takes it through its whole life.
 */
export const factorDrivers: {
  readonly [type in FactorType]: (
    service: Service,
    person: Person,
    begun: CallAnswer['body'],
  ) => FactorInHand;
} = {
  email: (service, { email }) => ({
    right: async () => ({ otp: await lastCode(service, email) }),
    wrong: async () => ({ otp: otherCode(await lastCode(service, email)) }),
  }),
  authenticator: (service, _person, begun) => {
    const app = appWith(begun.secret);
    return {
      right: async () => {
        service.clock.now += 30_000;
        return { otp: app.codeAt(service.clock.now) };
      },
      wrong: async () => {
        const shown = [-1, 0, 1, 2].map((drift) => app.codeAt(service.clock.now, drift));
        const codes = ['000000', '111111', '222222', '333333', '444444'];
        return { otp: codes.find((code) => !shown.includes(code)) ?? '' };
      },
    };
  },
  passkey: () => {
    const passkey = new SoftwarePasskey();
    const answer = ({ publicKey }: CallAnswer['body'], wrong = {}): Proof => ({
      credential: 'rp' in publicKey ? passkey.create(publicKey, wrong) : passkey.get(publicKey, wrong),
    });
    return {
      right: async (shown) => answer(shown),
      wrong: async (shown) => answer(shown, { origin: 'https://mfa.example.net' }),
    };
  },
};
