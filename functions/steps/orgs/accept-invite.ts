import * as z from 'zod/mini';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { acceptFor } from '../../flows/organizations/accept-invitation.ts';
import { readInvitation } from '../../flows/organizations/invitation-link.ts';
import { toLambda } from '../../http/lambda.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'orgs/accept-invite',
  answers: { 200: z.strictObject({ orgID: z.string() }) },
  uses: { store, mailer },
  async run({ parameters, caller, circumstances }, ports) {
    const code = parameters['inviteCode'] ?? '';
    const found = await readInvitation(ports.store, code, circumstances.at);
    return acceptFor(caller, found, ports, circumstances);
  },
});

export const handler = toLambda(step);
