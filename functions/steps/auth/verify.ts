import { acrOf } from '../../../core/factors/registry.ts';
import {
  assuranceRefusal,
  lastProof,
  lastReferences,
  reachableAcr,
} from '../../../core/sign-in/assurance.ts';
import { store } from '../../adapters/store.ts';
import { verification } from '../../http/answers.ts';
import { assuranceQuery, readAssurance } from '../../http/assurance.ts';
import { toLambda } from '../../http/lambda.ts';
import { membershipsOf } from '../../http/memberships.ts';
import { defineStep } from '../../http/step.ts';
import { Refusal } from '../../refusal.ts';

export const step = defineStep({
  name: 'auth/verify',
  query: assuranceQuery,
  answers: { 200: verification },
  uses: { store },
  async run({ query, circumstances, caller: { session, user, organizations } }) {
    const refused = assuranceRefusal(session, readAssurance(query), circumstances.at);
    if (refused) throw new Refusal(refused);
    const proof = lastProof(session);
    const body = {
      id: user.userID,
      name: user.name,
      email: user.email,
      sid: session.id,
      authenticatedAt: new Date(session.authenticatedAt).toISOString(),
      amr: lastReferences(session),
      acr: acrOf(proof),
      canReach: reachableAcr(user),
      methods: session.methods,
      expiresAt: new Date(session.expiresAt).toISOString(),
      organizations: membershipsOf(user, organizations),
    };
    return { status: 200, body };
  },
});

export const handler = toLambda(step);
