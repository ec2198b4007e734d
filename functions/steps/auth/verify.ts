import { acrOf, amrOf } from '../../../core/factors/registry.ts';
import { store } from '../../adapters/store.ts';
import { verification } from '../../http/answers.ts';
import { toLambda } from '../../http/lambda.ts';
import { membershipsOf } from '../../http/memberships.ts';
import { defineStep } from '../../http/step.ts';

export const step = defineStep({
  name: 'auth/verify',
  answers: { 200: verification },
  uses: { store },
  async run({ caller: { session, user, organizations } }) {
    const body = {
      id: user.userID,
      name: user.name,
      email: user.email,
      authenticatedAt: new Date(session.authenticatedAt).toISOString(),
      amr: amrOf(session.methods),
      acr: acrOf(session.methods),
      methods: session.methods,
      expiresAt: new Date(session.expiresAt).toISOString(),
      organizations: membershipsOf(user, organizations),
    };
    return { status: 200, body };
  },
});

export const handler = toLambda(step);
