import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Reason, reasons } from '../../../core/kernel/reasons.ts';
import { problemTypes } from '../../../functions/http/problem-types.ts';
import { contractFiles } from '../../../functions/openapi/contract-files.ts';
import { type DescribedStep, operations } from '../../../functions/openapi/operations.ts';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import { linkToken, nextAppCode, resetToken, sessionCookie } from '../../support/accounts.ts';
import { expectProblem, keptDocument, validateAnswer } from '../../support/api-schemas.ts';
import { arrive, callback, cookiesOf, newAppBrowser, requestOf } from '../../support/app-sign-ins.ts';
import { registerApp, shop } from '../../support/apps.ts';
import { documentedReasons, documentedRefusals } from '../../support/documented-refusals.ts';
import { walkEnds } from '../../support/ends-walk.ts';
import { walkOperatorResets } from '../../support/operator-walk.ts';
import { walkOrganizations } from '../../support/organization-walk.ts';
import { passkeysHeaders } from '../../support/passkeys.ts';
import { appWith, codeIn, lastCode, newAddress, otherCode, register, session } from '../../support/people.ts';
import {
  type CallAnswer,
  type CallRequest,
  origin,
  type Service,
  startService,
} from '../../support/service.ts';
import { SoftwarePasskey } from '../../support/software-authenticator.ts';
import { keySignIn, newSshKey } from '../../support/ssh-keys.ts';

const rows = steps as readonly Step[];
const described = rows.filter(({ method }) => method !== 'ANY');

const { paths, components, tags } = keptDocument;
const operationsOf = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe('contract/', () => {
  test('is what the table and the schemas of the steps make (npm run openapi writes it)', () => {
    for (const [name, text] of Object.entries(contractFiles()))
      expect(readFileSync(new URL(`../../../contract/${name}`, import.meta.url), 'utf8'), name).toBe(text);
  });

  test('describes every step once, with its path, method and parameters, and who may call it', () => {
    expect(operationsOf).toHaveLength(described.length);
    for (const { name, method, path, caller } of described) {
      const operation: Record<string, unknown> = paths[path]?.[method.toLowerCase()] ?? {};
      expect(operation, name).toMatchObject({ operationId: operations[name as DescribedStep].id });
      const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const inPath = ((operation['parameters'] ?? []) as { in: string; name: string }[]).filter(
        (one) => one.in === 'path',
      );
      expect(inPath.map((one) => one.name)).toEqual(parameters);
      for (const one of inPath)
        expect(one, `${name} ${one.name}`).toMatchObject({ schema: { type: 'string' } });
      const security = operation['security'] as unknown[];
      const needsNone =
        security.length === 0 || security.some((one) => Object.keys(one as object).length === 0);
      expect(needsNone, name).toBe(caller === 'anyone');
    }
  });

  test('names every operation by a verb, once', () => {
    const ids = operationsOf.map(({ operation }) => operation['operationId'] as string);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
  });

  test('gives every operation one of the tags, which are all used and described', () => {
    const used = new Set(operationsOf.flatMap(({ operation }) => operation['tags'] as string[]));
    expect([...used].sort()).toEqual(tags.map(({ name }) => name).sort());
    for (const { description } of tags) expect(description).toMatch(/^[A-Z].*\.$/);
  });

  test('tells the statuses of refusals apart, each with its reasons', () => {
    for (const { name } of described)
      for (const reason of documentedRefusals(name as StepName)) {
        const { slug } = reasons[reason as Reason];
        expect(documentedReasons(name as StepName, problemTypes[slug].status), name).toContain(reason);
      }
    for (const { operation } of operationsOf) expect(operation.responses).not.toHaveProperty('default');
  });

  test('knows no reason that no operation gives, but those of the gateway function', () => {
    const given = new Set(described.flatMap(({ name }) => documentedRefusals(name as StepName)));
    const others = Object.keys(reasons).filter((reason) => !given.has(reason));
    expect(others).toEqual(['unknown-operation', 'method-not-allowed']);
  });

  test('describes each reason, with the parameters of its sentence', () => {
    const { oneOf } = components.schemas['Reason'] as { oneOf: readonly Record<string, unknown>[] };
    expect(oneOf.map((one) => one['const'])).toEqual(Object.keys(reasons));
    for (const one of oneOf) expect(one['description']).toMatch(/^[a-z-]+: .*[.…]$/s);
    expect(oneOf.find((one) => one['const'] === 'key-limit')).toEqual({
      const: 'key-limit',
      description: 'conflict: An account can have at most 20 SSH keys. Remove one that you no longer use.',
      'x-parameters': ['maximum'],
    });
  });

  test('links ids of answers to operations that take them', () => {
    for (const { operation, method, path } of operationsOf)
      for (const [status, { links = {} }] of Object.entries(operation.responses))
        for (const [name, link] of Object.entries(links as Record<string, Record<string, unknown>>)) {
          const what = `${method} ${path} ${status} ${name}`;
          const to = operationsOf.find((one) => one.operation['operationId'] === link['operationId']);
          expect(to, what).toBeDefined();
          const taken = (to?.operation['parameters'] ?? []) as { name: string; required?: boolean }[];
          const given = Object.keys(link['parameters'] ?? {});
          expect(
            taken.map((one) => one.name),
            what,
          ).toEqual(expect.arrayContaining(given));
          const needed = taken.filter((one) => one.required).map((one) => one.name);
          expect(given, what).toEqual(expect.arrayContaining(needed));
        }
  });

  test('has only schemas that are valid, and answers with nothing beside what they describe', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ ...keptDocument, $id: 'kept' });
    const open: string[] = [];
    const walk = (schema: unknown, at: string) => {
      if (schema === null || typeof schema !== 'object') return;
      const { type, properties, additionalProperties } = schema as Record<string, unknown>;
      if (type === 'object' && properties && additionalProperties !== false) open.push(at);
      for (const [key, child] of Object.entries(schema)) walk(child, `${at}/${key}`);
    };
    for (const [path, methods] of Object.entries(keptDocument.paths))
      for (const [method, { responses }] of Object.entries(methods)) walk(responses, `${method} ${path}`);
    // The description of the API answers with itself.
    expect(open.filter((at) => !at.startsWith('get /openapi.json'))).toEqual([]);
  });
});

describe('real answers', () => {
  let service: Service;
  const seen = new Set<string>();
  const flaws: string[] = [];
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  /** Asks, and validates the answer by what is described. */
  async function ask(name: StepName, request: CallRequest = {}): Promise<CallAnswer> {
    const answer = await service.call(name, request);
    if (answer.status >= 400) expectProblem(answer, name);
    else {
      seen.add(`${name} ${answer.status}`);
      flaws.push(...validateAnswer(name, answer));
    }
    return answer;
  }

  async function askOfApp(token: string): Promise<void> {
    const app = await registerApp(service, { name: 'Till', audience: 'till', redirectURIs: [callback] });
    const browser = newAppBrowser();
    const requestID = (await arrive(service, browser, requestOf(app).search)) ?? '';
    const sent = { parameters: { requestID }, cookies: cookiesOf(browser) };
    await ask('oidc/read-request', sent);
    await ask('oidc/answer-request', { ...sent, body: { approve: true }, token });
  }

  const email = newAddress('described');
  const password = 'violet kettle under rain';
  const credentials = { identifier: email, password };

  test('registration and a session', async () => {
    const { body } = await ask('account/register', { body: { email, password, name: 'Ada' } });
    const code = codeIn((await service.mailsTo(email)).at(-1)?.subject);
    await ask('account/verify-email', {
      body: { registrationID: body.registrationID, code: otherCode(code) },
    });
    await ask('account/verify-email', { body: { registrationID: body.registrationID, code } });
    const token = (await ask('auth/sign-in', { body: credentials })).body.sessionToken;
    await ask('account/read', { token });
    await ask('account/rename', { body: { name: 'Ada Lovelace' }, token });
    await ask('account/choose-language', { body: { language: 'en' }, token });
    await ask('auth/verify', { token });
    await registerApp(service);
    await ask('auth/token', { token, body: { audience: shop.audience } });
    await ask('oidc/discovery');
    await ask('passkeys/origins');
    await ask('oidc/keys');
    await askOfApp(token);
    await ask('sessions/list', { token });
    const stepped = (await ask('step-up/start', { body: { password }, token })).body.sessionToken;
    const newPassword = 'orange teapot over snow';
    await ask('account/change-password', {
      body: { currentPassword: password, newPassword },
      token: stepped,
    });
    await ask('account/forgot-password', { body: { email } });
    const reset = { token: await resetToken(service, email), password };
    await ask('account/reset-password', { body: reset });
    const byCookie = await ask('auth/sign-in', {
      body: credentials,
      headers: { 'x-session': 'cookie', origin },
    });
    const cookies = [`__Host-session=${sessionCookie(byCookie)}`];
    await ask('auth/sign-out', { cookies, headers: { origin } });
    expect(flaws).toEqual([]);
  });

  test('factors, challenges and step-up', async () => {
    const begun = await ask('mfa/activate', { body: { type: 'email', ...credentials } });
    const { activationID } = begun.body;
    service.clock.now += 30_000;
    await ask('mfa/resend-activation', { parameters: { activationID } });
    const otp = await lastCode(service, email);
    await ask('mfa/complete-activation', { parameters: { activationID }, body: { otp } });
    const { mfaID } = (await ask('auth/sign-in', { body: credentials })).body;
    const parameters = { mfaID };
    service.clock.now += 30_000;
    await ask('auth/resend-code', { parameters });
    const code = await lastCode(service, email);
    await ask('auth/submit-code', { parameters, body: { otp: otherCode(code) } });
    const token = (await ask('auth/submit-code', { parameters, body: { otp: code } })).body.sessionToken;
    const second = await ask('mfa/activate', {
      body: { type: 'authenticator', ...credentials, name: 'Phone' },
      token,
    });
    const app = appWith(second.body.secret);
    await ask('mfa/complete-activation', {
      parameters: { activationID: second.body.activationID },
      body: { otp: app.codeAt(service.clock.now), preferred: true },
      token,
    });
    const { factors } = (await ask('account/read', { token })).body.mfa;
    await ask('mfa/prefer-factor', { body: { factorID: factors[0].id }, token });
    await ask('mfa/regenerate-recovery-codes', { token });
    const challenge = (await ask('auth/sign-in', { body: credentials })).body.mfaID;
    for (const type of ['authenticator', 'email'])
      await ask('auth/switch-method', { parameters: { mfaID: challenge }, body: { type } });
    const stepUp = { mfaID: (await ask('step-up/start', { token })).body.mfaID };
    service.clock.now += 30_000;
    await ask('step-up/resend-code', { parameters: stepUp, token });
    await ask('step-up/switch-method', { parameters: stepUp, body: { type: 'authenticator' }, token });
    const answer = { parameters: stepUp, body: { otp: nextAppCode(service, app) }, token };
    const stepped = (await ask('step-up/submit-code', answer)).body.sessionToken;
    await ask('account/events', { token: stepped });
    await ask('account/events', { token: stepped, query: { limit: '1' } });
    const { sessions } = (await ask('sessions/list', { token: stepped })).body;
    const another = sessions.find(({ current }: { current: boolean }) => !current);
    const { body: own } = await ask('auth/sign-in', { body: credentials, headers: { 'x-device': 'new' } });
    await ask('auth/submit-code', {
      parameters: { mfaID: own.mfaID },
      body: { otp: nextAppCode(service, app) },
      headers: { 'x-device': 'new' },
    });
    const { devices } = (await ask('account/list-devices', { token: stepped })).body;
    await ask('account/remove-device', { parameters: { deviceID: devices[0].id }, token: stepped });
    if (another) await ask('sessions/end', { parameters: { sessionID: another.id }, token: stepped });
    await ask('sessions/end-others', { token: stepped });
    await ask('mfa/disable-factor', { parameters: { factorID: factors[0].id }, token: stepped });
    await ask('mfa/undo', { body: { token: await linkToken(service, email, 'undo') } });
    expect(flaws).toEqual([]);
  });

  test('passkeys', async () => {
    const person = await register(service);
    const token = await session(service, person);
    const asked = { type: 'passkey', identifier: person.email, password: person.password };
    const begun = await ask('mfa/activate', { body: asked, token });
    const passkey = new SoftwarePasskey();
    const done = await ask('mfa/complete-activation', {
      parameters: { activationID: begun.body.activationID },
      body: { credential: passkey.create(begun.body.publicKey), name: 'Phone' },
      token,
    });
    const first = (await ask('auth/sign-in', { body: asked, headers: passkeysHeaders })).body;
    const credential = passkey.get(first.publicKey);
    await ask('auth/submit-passkey', { parameters: { mfaID: first.mfaID }, body: { credential } });
    const { publicKey } = (await ask('auth/passkey-options')).body;
    const alone = await ask('auth/sign-in-with-passkey', { body: { credential: passkey.get(publicKey) } });
    const signedIn = { token: alone.body.sessionToken };
    const parameters = { factorID: done.body.factor.id };
    await ask('mfa/rename-factor', { parameters, body: { name: 'Old phone' }, ...signedIn });
    await ask('account/read', signedIn);
    const stepUp = (await ask('step-up/start', { ...signedIn, headers: passkeysHeaders })).body;
    const answer = { credential: passkey.get(stepUp.publicKey) };
    const renewed = await ask('step-up/submit-passkey', {
      parameters: { mfaID: stepUp.mfaID },
      body: answer,
      ...signedIn,
    });
    await ask('mfa/make-browser-code', { token: renewed.body.sessionToken });
    await ask('account/remove-password', { token: renewed.body.sessionToken });
    expect(flaws).toEqual([]);
  });

  test('what the command line asks for', async () => {
    const reset = { token: await resetToken(service, email), password };
    await ask('account/reset-password', { body: reset });
    const token = (await ask('auth/sign-in', { body: credentials })).body.sessionToken;
    const key = newSshKey();
    await ask('keys/add', { body: { name: 'laptop', key: key.publicKey }, token });
    await ask('keys/list', { token });
    await ask('auth/sign-in-with-key', keySignIn(key, { at: service.clock.now }));
    await ask('environments/list', { token });
    await ask('pods/list');
    await ask('keys/remove', { parameters: { name: 'laptop' }, token });
    const { sessions } = (await ask('sessions/list', { token })).body;
    await ask('sessions/end', { parameters: { sessionID: sessions[0].id }, token });
    await ask('openapi/read');
    expect(flaws).toEqual([]);
  });

  test('organizations, and resets by operators', async () => {
    const walked = [
      ...(await walkOrganizations(service)),
      ...(await walkEnds(service)),
      ...(await walkOperatorResets(service)),
    ];
    for (const [name, answer] of walked) {
      if (answer.status >= 400) throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
      seen.add(`${name} ${answer.status}`);
      flaws.push(...validateAnswer(name as StepName, answer));
    }
    expect(flaws).toEqual([]);
  });

  test('came from every step, with every status that it describes', () => {
    const all = described.flatMap(({ name, path, method }) =>
      Object.keys(keptDocument.paths[path]?.[method.toLowerCase()]?.responses ?? {})
        .filter((status) => status.startsWith('2'))
        .map((status) => `${name} ${status}`),
    );
    const missing = all.filter((one) => !seen.has(one));
    expect(missing).toEqual([]);
  });

  test('a body that is not as described is found', () => {
    const answer = {
      status: 200,
      body: { id: 'x', name: 'y', email: 'z', seed: 'secret' },
      headers: {},
      cookies: [],
      slug: undefined,
    };
    expect(validateAnswer('account/rename', answer)).toEqual([' must NOT have additional properties']);
    expect(validateAnswer('account/rename', { ...answer, body: {} })).toHaveLength(3);
    expect(validateAnswer('account/rename', { ...answer, status: 201 })).toHaveLength(1);
  });
});
