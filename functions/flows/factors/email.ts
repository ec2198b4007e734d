import { type EmailSeam, mailedCode } from '../../../core/factors/email.ts';
import type { Beginning, FactorPreparation, PreparationPorts } from './preparation.ts';

/** The code of a challenge. It is not stored, but derived each time. */
async function codeOf({ keyring }: PreparationPorts, beginning: Beginning): Promise<string> {
  const { user, id, purpose, keyVersion } = beginning;
  return mailedCode(await keyring.emailCodeKey(keyVersion), {
    purpose,
    userID: user.userID,
    address: user.email,
    challengeID: id,
  });
}

export const email: FactorPreparation<EmailSeam> = {
  challenge: async (ports, beginning) => ({ code: await codeOf(ports, beginning) }),
  activation: async (ports, beginning) => ({ code: await codeOf(ports, beginning) }),
  async evidence(ports, { challenge, user }) {
    const { userID } = user;
    const enabled = challenge.factor ? undefined : user.factors.find(({ type }) => type === challenge.method);
    return {
      ...(challenge.mails > 0 && { mailedCode: await codeOf(ports, { ...challenge, user }) }),
      ...(enabled && { factorKey: { userID, id: enabled.id } }),
    };
  },
};
