import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { userKey } from '../../core/accounts/user.ts';
import { update } from '../../core/kernel/change.ts';
import { type Store, store } from '../../functions/adapters/store.ts';
import { type Seeder, seederOf } from '../support/seeded-accounts.ts';
import { type Service, startService } from '../support/service.ts';
import { bursts, races } from './challenge-bursts.ts';
import {
  type Command,
  changesPassword,
  resends,
  signsIn,
  submitsRight,
  submitsWrong,
  switches,
  ticks,
} from './challenge-commands.ts';
import { Model, type ModelledFactor } from './challenge-model.ts';
import { type Real, rowsOf } from './challenge-real.ts';

/**
 * Random commands run against the real handlers on the emulators, beside a small model of the rules. After each:
 * never two sessions from one code, never more than five looks per challenge, never an acceptance after expiry or a
 * change of credentials, and no more guesses looked at than the account allows.
 */

let service: Service;
let seeder: Seeder;
let kept: Store;
beforeAll(async () => {
  // The model counts exactly what gets through. Refusals of overlapping transactions are in attacks/sign-in/bursts-that-conflict.
  service = await startService({ conflicts: 'queue' });
  seeder = await seederOf(service);
  kept = store(service.host);
});
afterAll(() => service.close());

const type = fc.constantFrom<ModelledFactor>('email', 'authenticator');
const index = fc.constantFrom(0, 0, 0, 1, 1, 2);
const drift = fc.constantFrom(0, 0, 1, -1, 2);
const seconds = fc.constantFrom(1, 29, 30, 30, 31, 31, 60, 60, 120, 480, 599, 600, 3600);
const guess = fc.record({ index, isRight: fc.boolean(), drift });
const wrong = fc.record({ index: fc.constant(0), isRight: fc.constant(false), drift: fc.constant(0) });
const also = fc.constantFrom('nothing', 'nothing', 'resend', 'password change');

/** Each as often among the others as its weight. */
const weighted: [number, fc.Arbitrary<Command>][] = [
  [6, type.map(signsIn)],
  [5, fc.tuple(index, drift).map(([at, by]) => submitsRight(at, by))],
  [5, index.map(submitsWrong)],
  [2, index.map(resends)],
  [3, fc.tuple(index, type).map(([at, to]) => switches(at, to))],
  [4, seconds.map((count) => ticks(count * 1000))],
  [1, fc.constant(changesPassword)],
  [1, type.map(races)],
  [2, fc.tuple(fc.array(guess, { minLength: 2, maxLength: 12 }), also).map(([all, one]) => bursts(all, one))],
  [1, fc.array(wrong, { minLength: 6, maxLength: 30 }).map((all) => bursts(all, 'nothing'))],
];

/** Failures in a row that an account begins with: below, at and far into the waits, and just before the lock. */
const failures = fc.constantFrom(0, 0, 0, 0, 0, 8, 10, 13, 98, 100);

const mailed = fc.constantFrom(0, 0, 8);

interface Begin {
  readonly preferred: ModelledFactor;
  readonly email: number;
  readonly authenticator: number;
  /** Codes mailed in the last half hour. */
  readonly mailed: number;
}

async function setUp(begin: Begin): Promise<{ model: Model; real: Real }> {
  await service.emulators.ses.clearInbox();
  const both: ModelledFactor[] = ['email', 'authenticator'];
  const person = await seeder.account(begin.preferred === 'email' ? both : both.reverse());
  const now = service.clock.now;
  const counts = {
    ...(begin.email > 0 && { emailFailures: begin.email, emailFailedAt: now }),
    ...(begin.authenticator > 0 && {
      authenticatorFailures: begin.authenticator,
      authenticatorFailedAt: now,
    }),
  };
  const codesMailedAt = Array.from({ length: begin.mailed }, () => now - 1_800_000);
  const set = { ...counts, codesMailedAt, codesMailed: begin.mailed };
  await kept.commit([update('users', userKey(person.id), set, [])]);
  const [app] = person.apps;
  if (!app) throw new Error('an app was seeded');
  const real: Real = { service, store: kept, person, app };
  const model = new Model({
    now,
    preferred: begin.preferred,
    version: (await seeder.user(person.id)).credentialVersion,
    failures: {
      email: { count: begin.email, at: begin.email > 0 ? now : 0 },
      authenticator: { count: begin.authenticator, at: begin.authenticator > 0 ? now : 0 },
    },
    lastUsedStep: 0,
    codesMailedAt,
  });
  model.lastUsedStep = (await rowsOf(model, real)).lastUsedStep;
  return { model, real };
}

const counting = (count: () => void) => (command: Command) => ({
  ...command,
  run: (model: Model, real: Real) => {
    count();
    return command.run(model, real);
  },
});

test('a challenge keeps to its rules, whatever is done in whatever order, one by one or at once', async () => {
  let ran = 0;
  const counted = weighted.flatMap(([weight, arbitrary]) =>
    Array.from({ length: weight }, () => arbitrary.map(counting(() => (ran += 1)))),
  );
  const begin = fc.record({ preferred: type, email: failures, authenticator: failures, mailed });
  const property = fc.asyncProperty(
    begin,
    fc.commands(counted, { maxCommands: 40, size: 'max' }),
    async (from, list) => {
      const state = await setUp(from);
      await fc.asyncModelRun(() => state, list);
    },
  );
  await fc.assert(property, { numRuns: 20 });
  expect(ran).toBeGreaterThan(150);
});
