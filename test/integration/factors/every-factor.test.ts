import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeQuestion, factorTypes as typesOfCli } from '../../../cli/factor-words.ts';
import { userKey } from '../../../core/accounts/user.ts';
import { type FactorType, factorTypes } from '../../../core/factors/factor.ts';
import { acrOf, amrOf, factorFacts } from '../../../core/factors/registry.ts';
import { update } from '../../../core/kernel/change.ts';
import { codeGuessLimits, failureAttributes } from '../../../core/sign-in/code-failures.ts';
import { store } from '../../../functions/adapters/store.ts';
import { type Step, steps, type TableAction, type TableName } from '../../../functions/steps.ts';
import { tableAccess } from '../../../lib/row-permissions.ts';
import type { AccessRequest } from '../../../local/emulators/authorize.ts';
import { run as show } from '../../../operator/commands/show.ts';
import { run as unlock } from '../../../operator/commands/unlock.ts';
import { english } from '../../../static-site/src/texts/en/index.ts';
import { formatsFor } from '../../../static-site/src/texts/formats.ts';
import { userRow } from '../../support/accounts.ts';
import { type FactorInHand, factorDrivers, type Proof, submitting } from '../../support/factor-drivers.ts';
import { type OperatedService, Recorded, startOperatedService } from '../../support/operator.ts';
import { type Person, register, signIn } from '../../support/people.ts';
import type { CallAnswer } from '../../support/service.ts';

/** Every registered factor through its whole life. What is not true of a new one here is not finished. */

let service: OperatedService;
beforeAll(async () => {
  service = await startOperatedService({ authorize: byRow });
});
afterAll(() => service.close());

const operatorKey = 'operator';

/** What its row does not grant, a step is refused: a factor that reads or seals more needs it in functions/steps.ts. */
function byRow({ accessKeyID, action, resources }: AccessRequest): string | undefined {
  const row: Step | undefined = steps.find(({ name }) => name.replace('/', '.') === accessKeyID);
  if (accessKeyID === operatorKey || !row) return undefined;
  const table = /table\/.*-([a-z]+)$/.exec(resources[0] ?? '')?.[1] as TableName | undefined;
  const [service, operation] = action.split(':') as [string, TableAction];
  const isGranted =
    (service === 'ses' && row.mail) ||
    (service === 'kms' && row.keys.length > 0) ||
    (table !== undefined && (tableAccess(row).get(table) ?? []).includes(operation));
  return isGranted ? undefined : `${row.name} may not ${action} ${table ?? ''}`;
}

describe.each(factorTypes)('the factor %s', (type) => {
  const facts = factorFacts[type];
  let person: Person;
  let inHand: FactorInHand;
  let token: string;
  let recoveryCodes: readonly string[];

  const credentials = () => ({ identifier: person.email, password: person.password });
  const begin = () => service.call('mfa/activate', { token, body: { type, ...credentials() } });
  const complete = (activationID: string, proof: Proof) =>
    service.call('mfa/complete-activation', { token, parameters: { activationID }, body: proof });
  const submit = (mfaID: string, proof: Proof) =>
    service.call(submitting(proof), { parameters: { mfaID }, body: proof });
  const account = async () => (await service.call('account/read', { token })).body;
  const lastMail = async () => (await service.mailsTo(person.email)).at(-1);
  const lastEntries = async () => (await service.call('account/events', { token })).body.events;
  const failures = async () => {
    const row = await userRow(service, person.id);
    const { count, at } = failureAttributes(type);
    return [row[count], row[at]];
  };

  /** As if the method had failed this often in a row, the last time an hour ago. */
  async function haveFailed(count: number): Promise<void> {
    const attributes = failureAttributes(type);
    const set = { [attributes.count]: count, [attributes.at]: service.clock.now };
    process.env['AWS_ACCESS_KEY_ID'] = operatorKey;
    await store(service.host).commit([update('users', userKey(person.id), set, [])]);
    service.clock.now += 3_600_000;
  }

  async function signInWithFactor(): Promise<CallAnswer> {
    const { body } = await signIn(service, person);
    expect(body).toMatchObject({ mfaPreferredType: type, mfaTypes: [type] });
    return submit(body.mfaID, await inHand.right(body));
  }

  it('is activated with its first proof, and comes with recovery codes', async () => {
    person = await register(service);
    token = (await signIn(service, person)).body.sessionToken;
    expect((await account()).mfa.types).toContainEqual({
      type,
      maximum: facts.maximumPerAccount,
      canAdd: true,
    });
    const begun = await begin();
    expect(begun).toMatchObject({ status: 201, body: { type, attemptsLeft: 5, maximumAttempts: 5 } });
    inHand = factorDrivers[type](service, person, begun.body);
    const wrong = await complete(begun.body.activationID, await inHand.wrong(begun.body));
    expect(wrong).toMatchObject({ slug: 'invalid-code', body: { attemptsLeft: 4 } });
    service.clock.now += 1000;
    const done = await complete(begun.body.activationID, await inHand.right(begun.body));
    expect(done).toMatchObject({ status: 200, body: { factor: { type, name: facts.defaultName } } });
    expect(done.body.recoveryCodes).toHaveLength(10);
    recoveryCodes = done.body.recoveryCodes;
    expect(await failures()).toEqual([undefined, undefined]);
  });

  it('is named in the mail, in the log and in the answers of the API', async () => {
    const mail = await lastMail();
    expect(`${mail?.subject} ${mail?.body.text}`.toLowerCase()).toContain(facts.title.toLowerCase());
    const { mfa } = await account();
    expect(mfa).toMatchObject({ enabled: true, preferred: type });
    expect(mfa.factors).toMatchObject([
      { type, name: facts.defaultName, preferred: true, canDisable: true, requiredBy: [] },
    ]);
    const [entry] = await lastEntries();
    expect(entry).toMatchObject({ kind: 'factor-enabled', factor: { type, name: facts.defaultName } });
  });

  it('has words in the dashboard and on the command line', () => {
    const en = english(formatsFor('en'));
    const titles: Readonly<Record<string, string>> = en.methods;
    for (const title of [titles[type], en.sessionMethods[type], en.factorTypes[type]])
      expect(title).toMatch(/\w/);
    expect(en.activate.typeHints[type]).toMatch(/\w/);
    expect(typesOfCli).toContain(type);
    expect(codeQuestion(type)).not.toBe(codeQuestion('unknown'));
  });

  it('signs in, with the assurance that its facts say', async () => {
    const { status, body } = await signInWithFactor();
    expect(status).toBe(200);
    token = body.sessionToken;
    const verified = (await service.call('auth/verify', { token })).body;
    expect(verified).toMatchObject({ methods: ['password', type], acr: facts.acr });
    expect(verified.amr).toEqual(amrOf(['password', type]));
    expect(acrOf(['password', type])).toBe(facts.acr);
  });

  it('counts its wrong proofs, is mailed about, and begins anew after a right one', async () => {
    service.clock.now += 1000;
    const { body } = await signIn(service, person);
    expect((await submit(body.mfaID, await inHand.wrong(body))).slug).toBe('invalid-code');
    expect((await failures())[0]).toBe(1);
    expect((await lastEntries())[0]).toMatchObject({ kind: 'sign-in-code-failed', factor: { type } });
    // The third one is mailed about.
    for (let others = 0; others < 2; others += 1) await submit(body.mfaID, await inHand.wrong(body));
    const mail = await lastMail();
    expect(`${mail?.subject} ${mail?.body.text}`.toLowerCase()).toContain(facts.title.toLowerCase());
    expect((await submit(body.mfaID, await inHand.right(body))).status).toBe(200);
    expect(await failures()).toEqual([undefined, undefined]);
  });

  it('waits after ten wrong proofs in a row', async () => {
    await haveFailed(codeGuessLimits.freeFailures);
    const { body } = await signIn(service, person);
    expect((await submit(body.mfaID, await inHand.wrong(body))).slug).toBe('invalid-code');
    expect((await submit(body.mfaID, await inHand.right(body))).body).toMatchObject({
      reason: 'too-many-wrong-codes',
    });
    service.clock.now += 3_600_000;
    expect((await signInWithFactor()).status).toBe(200);
    expect(await failures()).toEqual([undefined, undefined]);
  });

  async function lock(): Promise<void> {
    await haveFailed(codeGuessLimits.lockAt - 1);
    const { body } = await signIn(service, person);
    expect((await submit(body.mfaID, await inHand.wrong(body))).slug).toBe('invalid-code');
    const right = await submit(body.mfaID, await inHand.right(body));
    expect(right.body).toMatchObject({ reason: 'method-locked' });
  }

  it('is locked by the hundredth wrong proof, and opened by a recovery code', async () => {
    await lock();
    const { body } = await signIn(service, person);
    const opened = await submit(body.mfaID, { otp: recoveryCodes[0] ?? '' });
    expect(opened.status).toBe(200);
    expect(await failures()).toEqual([undefined, undefined]);
  });

  it('is shown as locked to the operator, who unlocks it', async () => {
    await lock();
    process.env['AWS_ACCESS_KEY_ID'] = operatorKey;
    const shown = new Recorded();
    await show(await service.context(shown), person.email);
    expect(shown.values[0]).toMatchObject({ methods: [{ type, locked: true }] });
    await unlock(await service.context(new Recorded()), person.email, {});
    expect(await failures()).toEqual([undefined, undefined]);
    const done = await signInWithFactor();
    expect(done.status).toBe(200);
    token = done.body.sessionToken;
  });

  it('can be enabled as often as its facts say', async () => {
    for (let count = 1; count < facts.maximumPerAccount; count += 1) {
      const begun = await begin();
      const another = factorDrivers[type](service, person, begun.body);
      expect((await complete(begun.body.activationID, await another.right(begun.body))).status).toBe(200);
    }
    expect(await begin()).toMatchObject({ status: 409, body: { reason: 'factor-limit' } });
    const { types } = (await account()).mfa;
    expect(types).toContainEqual({ type, maximum: facts.maximumPerAccount, canAdd: false });
  });

  it('is disabled, and nothing of it is left', async () => {
    const { factors } = (await account()).mfa;
    service.clock.now += 1000;
    for (const { id } of factors as readonly { id: string }[]) {
      const disabled = await service.call('mfa/disable-factor', { token, parameters: { factorID: id } });
      expect(disabled.status).toBe(204);
    }
    const mail = await lastMail();
    expect(`${mail?.subject} ${mail?.body.text}`.toLowerCase()).toContain(facts.title.toLowerCase());
    expect((await lastEntries())[0]).toMatchObject({ kind: 'factor-disabled', factor: { type } });
    expect((await account()).mfa).toMatchObject({ enabled: false, factors: [], recoveryCodesLeft: 0 });
    const rows = (await service.rows('factors')).filter(({ userID }) => userID === person.id);
    expect(rows).toEqual([]);
    expect((await signIn(service, person)).body).toHaveProperty('sessionToken');
  });
});

it('every kind of factor has a driver, and an order in the dashboard', () => {
  expect(Object.keys(factorDrivers).sort()).toEqual([...factorTypes].sort());
  const shown = Object.keys(english(formatsFor('en')).methods) as readonly FactorType[];
  expect([...shown].sort()).toEqual([...factorTypes].sort());
});
