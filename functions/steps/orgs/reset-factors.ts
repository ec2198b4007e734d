import { resetByOwner } from '../../../core/organizations/owner-reset.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { findMember } from '../../flows/organizations/members.ts';
import { requireOwnership } from '../../flows/organizations/require-membership.ts';
import { noBody } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { resetRequested } from '../../http/organization-answers.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/reset-factors',
  answers: { 202: resetRequested, 204: noBody },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, ports) {
    const organization = requireOwnership(caller, parameters);
    const found = await findMember(ports.store, organization, parameters);
    const { userID } = found.user;
    const factors = await ports.store.listAll<{ readonly id: string }>('factors', { userID });
    const given = { organization, owner: caller.user, ...found };
    const waiting = await carryOut(resetByOwner(given, factors, circumstances.at), ports, circumstances);
    if (!waiting) return { status: 204 };
    return { status: 202, body: { expiresAt: new Date(waiting.expiresAt).toISOString() } };
  },
});

export const handler = toLambda(step);
