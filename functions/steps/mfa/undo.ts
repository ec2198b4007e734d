import * as z from 'zod/mini';
import type { Factor } from '../../../core/factors/factor.ts';
import {
  checkOrganization,
  type Organization,
  organizationRows,
} from '../../../core/organizations/organization.ts';
import { undoActivation } from '../../../core/sign-in/factor-changes.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { readMailLink } from '../../flows/sign-in/mail-link.ts';
import { noBody } from '../../http/answers.ts';
import { token } from '../../http/fields.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'mfa/undo',
  body: z.object({ token }),
  answers: { 204: noBody },
  uses: { store, mailer },
  async run({ body, circumstances }, ports) {
    const { store, host } = ports;
    const { link, user } = await readMailLink(store, 'undo', body.token, circumstances.at);
    const [{ rows }, organizations] = await Promise.all([
      store.list<Factor>('factors', { userID: user.userID }),
      store.readMany<Organization>(organizationRows(user)),
    ]);
    const checks = organizations.map(checkOrganization);
    const given = { rows, organizations, checks, random: host.random };
    const decision = undoActivation(user, link, given, circumstances.at);
    await carryOut(decision, ports, circumstances);
    return { status: 204 };
  },
});

export const handler = toLambda(step);
