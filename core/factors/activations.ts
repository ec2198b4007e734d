import * as authenticatorSetup from './authenticator-setup.ts';
import * as email from './email.ts';
import type { Begin, FactorType } from './factor.ts';
import * as passkey from './passkey.ts';
import type { Seams } from './registry.ts';

/** How the activation of each factor begins. Not in registry.ts, because a sign-in does not need the library for QR codes. */
export const activationBeginnings: {
  readonly [type in FactorType]: Begin<Seams[type]['activation'], Seams[type]['kept']>;
} = {
  email: email.begin,
  authenticator: authenticatorSetup.beginActivation,
  passkey: passkey.beginActivation,
};
