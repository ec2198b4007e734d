import type { Factor } from '../../../core/factors/factor.ts';
import { removePassword } from '../../../core/sign-in/password-change.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { readRelyingParty } from '../../flows/factors/relying-party.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'account/remove-password',
  answers: { 204: noBody },
  uses: { store, mailer },
  async run({ caller: { user, session }, source, circumstances }, ports) {
    const { rows } = await ports.store.list<Factor>('factors', { userID: user.userID });
    const ways = { rows, rpID: readRelyingParty(ports.host).rpID };
    const change = { keptSessionID: session.id, keepKeys: [], source, deviceID: session.deviceID };
    await carryOut(removePassword(user, ways, change, circumstances.at), ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
