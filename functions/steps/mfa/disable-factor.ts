import type { Factor } from '../../../core/factors/factor.ts';
import { checkOrganization } from '../../../core/organizations/organization.ts';
import { disableFactor } from '../../../core/sign-in/factor-changes.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { readRelyingParty } from '../../flows/factors/relying-party.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'mfa/disable-factor',
  answers: { 204: noBody },
  uses: { store, mailer },
  async run({ parameters, caller: { user, organizations }, circumstances }, ports) {
    const { rows } = await ports.store.list<Factor>('factors', { userID: user.userID });
    const factorID = parameters['factorID'] ?? '';
    const checks = organizations.map(checkOrganization);
    const decision = disableFactor(
      user,
      rows,
      factorID,
      organizations,
      checks,
      readRelyingParty(ports.host).rpID,
    );
    await carryOut(decision, ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
