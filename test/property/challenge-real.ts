import { expect } from 'vitest';
import { type User, userKey } from '../../core/accounts/user.ts';
import type { StoredAuthenticator } from '../../core/factors/authenticator.ts';
import type { Challenge } from '../../core/sign-in/challenge.ts';
import type { Store } from '../../functions/adapters/store.ts';
import type { App, Person } from '../support/people.ts';
import type { Service } from '../support/service.ts';
import { type Model, tries } from './challenge-model.ts';

/** The real thing beside the model. */
export interface Real {
  readonly service: Service;
  readonly store: Store;
  readonly person: Person;
  readonly app: App;
}

/** What the tables hold of the account and of the model's challenges, in their order. */
export async function rowsOf(model: Model, { store, person }: Real) {
  const challenges = model.challenges.map(
    ({ mfaID }) => ({ table: 'challenges', key: { id: mfaID } }) as const,
  );
  const [user, ...rows] = await store.read<[User, ...Challenge[]]>(
    { table: 'users', key: userKey(person.id) },
    ...challenges,
  );
  const { rows: factors } = await store.list<StoredAuthenticator>('factors', { userID: person.id });
  const sessions = (await store.list('sessions', { userID: person.id })).rows;
  const { lastUsedStep = 0, toldSteps = [] } = factors.find(({ type }) => type === 'authenticator') ?? {};
  return { user: user as User, challenges: rows as Challenge[], lastUsedStep, toldSteps, sessions };
}

/** What must hold after every command, read from the tables. */
export async function checkState(model: Model, real: Real): Promise<void> {
  const { user, challenges, lastUsedStep, sessions } = await rowsOf(model, real);
  for (const method of ['email', 'authenticator'] as const) {
    const failures = user[`${method}Failures`] ?? 0;
    expect(failures, `failures of ${method}`).toBe(model.failures[method].count);
    expect(failures).toBeLessThanOrEqual(100);
  }
  expect(user.credentialVersion).toBe(model.version);
  expect(lastUsedStep).toBe(model.lastUsedStep);
  expect(sessions).toHaveLength(model.sessions);
  for (const [code, count] of model.sessionsByCode) expect(count, `sessions by ${code}`).toBe(1);
  model.challenges.forEach(({ attempts, isUsed }, index) => {
    const row = challenges[index];
    expect(row?.attempts).toBe(attempts);
    expect(attempts).toBeLessThanOrEqual(tries);
    expect(row?.usedAt !== undefined).toBe(isUsed);
  });
}
