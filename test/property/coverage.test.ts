import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FactorType, factorTypes } from '../../core/factors/factor.ts';
import { nextAppCode } from '../support/accounts.ts';
import { join, requireMfa, seededOrganization } from '../support/organizations.ts';
import { passkeysHeaders } from '../support/passkeys.ts';
import { lastCode, session, signIn } from '../support/people.ts';
import { type SeededAccount, type Seeder, seederOf } from '../support/seeded-accounts.ts';
import { type Service, startService } from '../support/service.ts';
import type { SoftwarePasskey } from '../support/software-authenticator.ts';

/**
 * What owners read before they require a factor is what then happens: whom the preview lists are those who get no full
 * session any more by whatever they have, and nobody else. And the coverage says of each account what it says itself.
 */

let service: Service;
let seeder: Seeder;
beforeAll(async () => {
  service = await startService();
  seeder = await seederOf(service);
});
afterAll(() => service.close());

const factors = fc.constantFrom<readonly FactorType[]>(
  [],
  ['email'],
  ['authenticator'],
  ['email', 'authenticator'],
  ['authenticator', 'email'],
  ['passkey'],
  ['email', 'passkey'],
);
const accept = fc.subarray<FactorType>([...factorTypes], { minLength: 1 });
const member = fc.record({ factors, isInOther: fc.boolean() });
const members = fc.array(member, { minLength: 1, maxLength: 4 });

interface Session {
  readonly token: string;
  readonly isFull: boolean;
}

type ByType = FactorType | undefined;

/** What answers a challenge: the operation, and the body that proves the method. */
async function proofOf(
  account: SeededAccount,
  type: ByType,
  publicKey: Parameters<SoftwarePasskey['get']>[0],
) {
  const [passkey] = account.passkeys;
  if (type === 'passkey' && passkey)
    return { operation: 'submit-passkey', body: { credential: passkey.get(publicKey) } } as const;
  return { operation: 'submit-code', body: { otp: await codeFor(account, type) } } as const;
}

async function codeFor(account: SeededAccount, type: FactorType | undefined): Promise<string> {
  const [app] = account.apps;
  return type === 'authenticator' && app ? nextAppCode(service, app) : lastCode(service, account.email);
}

/** A sign-in by one method; undefined where there is no session at all. */
async function signInBy(account: SeededAccount, type: FactorType | undefined): Promise<Session | undefined> {
  const { body } = await signIn(service, account, { headers: passkeysHeaders });
  if (body.mfaID === undefined)
    return body.sessionToken && { token: body.sessionToken, isFull: body.scope === undefined };
  const { mfaID, mfaPreferredType } = body;
  const parameters = { mfaID };
  const isOther = type !== undefined && type !== mfaPreferredType;
  const { publicKey } = isOther
    ? (await service.call('auth/switch-method', { parameters, body: { type } })).body
    : body;
  const proof = await proofOf(account, type, publicKey);
  const answer = (await service.call(`auth/${proof.operation}`, { parameters, body: proof.body })).body;
  return answer.sessionToken && { token: answer.sessionToken, isFull: answer.scope === undefined };
}

/** Proves one more method in a session; undefined if the step-up does not take a method that no organization accepts. */
async function stepUpBy(
  account: SeededAccount,
  type: FactorType,
  { token }: Session,
): Promise<Session | undefined> {
  const begun = (await service.call('step-up/start', { token, headers: passkeysHeaders })).body;
  const parameters = { mfaID: begun.mfaID };
  const { publicKey, reason } =
    type === begun.mfaPreferredType
      ? begun
      : (await service.call('step-up/switch-method', { parameters, token, body: { type } })).body;
  if (reason === 'method-not-accepted') return undefined;
  const proof = await proofOf(account, type, publicKey);
  const { body } = await service.call(`step-up/${proof.operation}`, { parameters, token, body: proof.body });
  return { token: body.sessionToken, isFull: body.scope === undefined };
}

/** All that an account can have: by signing in with each method, and where that is not enough with all of them. */
async function sessionsBy(account: SeededAccount, types: readonly FactorType[]): Promise<readonly Session[]> {
  const made: Session[] = [];
  for (const type of types.length > 0 ? types : [undefined]) {
    const one = await signInBy(account, type);
    if (one) made.push(one);
  }
  const [last] = made.slice(-1);
  const [first] = types;
  if (last && first && types.length > 1 && !made.some(({ isFull }) => isFull))
    made.push(...[await stepUpBy(account, first, last)].filter((one) => one !== undefined));
  for (const { token, isFull } of made) {
    const { status } = await service.call('auth/verify', { token });
    // A step-up has ended the session that it replaces.
    expect(isFull ? [200] : [403, 401]).toContain(status);
  }
  return made;
}

const idsOf = (people: readonly { id: string }[]) => people.map(({ id }) => id).sort();

/** An organization whose owner has every factor and a session that can require each of them. */
async function organization() {
  const founded = await seededOrganization(service, seeder, 'authenticator', 'email', 'passkey');
  const { owner, orgID } = founded;
  /** Sets the requirement with a session made by a method that it accepts. */
  const requireFactor = async (types: readonly FactorType[]) => {
    const [type] = types;
    const account = { ...owner, apps: owner.app ? [owner.app] : [] };
    const token = (await signInBy(account, type))?.token ?? '';
    const { status } = await requireMfa(service, orgID, token, { required: true, accept: types });
    expect(status).toBe(200);
    return token;
  };
  return { ...founded, requireFactor };
}

test('whom the preview lists as stopped are those who then get no full session, and the coverage agrees with the accounts', async () => {
  let judged = 0;
  const property = fc.asyncProperty(accept, accept, members, async (types, otherTypes, people) => {
    await service.emulators.ses.clearInbox();
    const [ours, other] = [await organization(), await organization()];
    const accounts: { account: SeededAccount; factors: readonly FactorType[]; isInOther: boolean }[] = [];
    for (const { factors, isInOther } of people) {
      const account = await seeder.account(factors);
      const token = (await sessionsBy(account, factors.slice(0, 1)))[0]?.token ?? '';
      await join(service, ours, { ...account, token });
      if (isInOther) await join(service, other, { ...account, token });
      accounts.push({ account, factors, isInOther });
    }
    const parameters = { orgID: ours.orgID };
    const query = { accept: types.join(',') };
    const token = await session(service, await seeder.account([]));
    expect((await service.call('orgs/preview-mfa', { parameters, token, query })).slug).toBe('not-found');
    const request = { parameters, token: ours.owner.token, query };
    const preview = (await service.call('orgs/preview-mfa', request)).body;
    expect(preview).toMatchObject({
      accept: factorTypes.filter((type) => types.includes(type)),
      members: { total: people.length + 1, stopped: preview.stopped.length },
    });

    const owner = await ours.requireFactor(types);
    const stopped: { id: string }[] = [];
    for (const { account, factors } of accounts) {
      const sessions = await sessionsBy(account, factors);
      if (!sessions.some(({ isFull }) => isFull)) stopped.push(account);
      judged += 1;
      await agreesWithAccount(account, sessions[0]?.token);
    }
    expect(idsOf(preview.stopped)).toEqual(idsOf(stopped));

    await other.requireFactor(otherTypes);
    for (const { account, factors, isInOther } of accounts) {
      const asked = isInOther ? [types, otherTypes] : [types];
      const enough = asked.every((accepted) => factors.some((type) => accepted.includes(type)));
      const sessions = await sessionsBy(account, factors);
      expect(sessions.some(({ isFull }) => isFull)).toBe(enough);
    }

    async function agreesWithAccount(account: SeededAccount, own: string | undefined) {
      const coverage = (await service.call('orgs/coverage', { parameters, token: owner })).body.members;
      const line = coverage.find(({ id }: { id: string }) => id === account.id);
      const users = (await service.call('orgs/list-users', { parameters, token: owner })).body;
      expect(users.find(({ id }: { id: string }) => id === account.id).mfa).toBe(line.mfa);
      const { withMfa, total } = (await service.call('orgs/read', { parameters, token: owner })).body.mfa
        .members;
      expect(withMfa).toBe(coverage.filter(({ mfa }: { mfa: boolean }) => mfa).length);
      expect(total).toBe(coverage.length);
      const listed = preview.stopped.some(({ id }: { id: string }) => id === account.id);
      expect(line.accepted).toBe(!listed);
      if (own === undefined) {
        expect(line).toMatchObject({ mfa: false, methods: [], accepted: false });
        return;
      }
      const { mfa, name, email } = (await service.call('account/read', { token: own })).body;
      const ownTypes: FactorType[] = mfa.factors.map(({ type }: { type: FactorType }) => type);
      expect(line).toMatchObject({ name, email, mfa: mfa.enabled });
      expect([...line.methods].sort()).toEqual([...new Set(ownTypes)].sort());
      expect(mfa.requiredBy).toMatchObject([{ id: ours.orgID, name: 'Acme' }]);
      const all = (await service.call('sessions/list', { token: own })).body?.sessions;
      const latest = all
        ?.map(({ createdAt }: { createdAt: string }) => createdAt)
        .sort()
        .at(-1);
      if (latest !== undefined) expect(line.lastSignedInAt).toBe(latest);
    }
  });
  await fc.assert(property, { numRuns: 8 });
  expect(judged).toBeGreaterThan(5);
});
