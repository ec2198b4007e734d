import { beforeAll, describe, expect, test } from 'vitest';
import { type $ZodType, toJSONSchema } from 'zod/v4/core';
import { stepModules } from '../../../functions/openapi/step-modules.ts';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import { type CallRequest, origin, type Service } from '../../support/service.ts';
import { SoftwarePasskey } from '../../support/software-authenticator.ts';
import { expectRefusal, type Sender, useOddRequests } from './odd-requests.ts';

/** Whatever arrives at whatever route: a problem document with the right status, never 5xx, and nothing changed. */

const { sender, ask, expectNothingHappened } = useOddRequests();
let service: Service;
let account: Sender['account'];
let other: Sender['other'];
let pending: Sender['pending'];
beforeAll(() => {
  ({ service, account, other, pending } = sender());
});

const rows = (steps as readonly Step[]).map((row) => ({ ...row, name: row.name as StepName }));
const withBody = rows.map(({ name }) => name).filter((name) => stepModules[name].body);

const credential = () => new SoftwarePasskey().get({ challenge: 'AAAA', rpId: 'mfa.example.com' });

/** A body for each step that takes one, with every field well-formed; each test then spoils one thing. */
const bodies: Partial<Record<StepName, () => Record<string, unknown>>> = {
  'account/register': () => ({ email: 'x@example.com', password: 'violet kettle under rain', name: 'X' }),
  'account/verify-email': () => ({ registrationID: pending['registration'], code: '000000' }),
  'account/forgot-password': () => ({ email: account.email }),
  'account/reset-password': () => ({ token: pending['reset'], password: 'orange teapot over snow' }),
  'account/rename': () => ({ name: 'X' }),
  'account/choose-language': () => ({ language: 'en' }),
  'account/change-password': () => ({
    currentPassword: account.password,
    newPassword: 'orange teapot over snow',
  }),
  'auth/sign-in': () => ({ identifier: account.email, password: account.password }),
  'auth/sign-in-with-key': () => ({ publicKey: 'ssh-rsa AAAA', signature: 'AAAA' }),
  'auth/token': () => ({ audience: 'https://api.shop.example' }),
  'oidc/answer-request': () => ({ approve: true }),
  'auth/sign-in-with-passkey': () => ({ credential: credential() }),
  'auth/submit-passkey': () => ({ credential: credential() }),
  'auth/submit-code': () => ({ otp: account.app.codeAt(service.clock.now, 1) }),
  'auth/switch-method': () => ({ type: 'email' }),
  'step-up/start': () => ({ password: account.password }),
  'step-up/submit-code': () => ({ otp: account.app.codeAt(service.clock.now, 1) }),
  'step-up/submit-passkey': () => ({ credential: credential() }),
  'step-up/switch-method': () => ({ type: 'email' }),
  'mfa/activate': () => ({
    type: 'authenticator',
    identifier: account.email,
    password: account.password,
    name: 'X',
  }),
  'mfa/complete-activation': () => ({ otp: account.app.codeAt(service.clock.now, 1), preferred: true }),
  'mfa/rename-factor': () => ({ name: 'X' }),
  'mfa/prefer-factor': () => ({ factorID: pending['othersFactor'] }),
  'mfa/undo': () => ({ token: pending['undo'] }),
  'mfa/cancel-reset': () => ({ token: pending['cancelReset'] }),
  'keys/add': () => ({ name: 'laptop', key: 'ssh-rsa AAAA' }),
  'orgs/create': () => ({ name: 'Acme' }),
  'orgs/rename': () => ({ name: 'Acme' }),
  'orgs/require-mfa': () => ({
    required: true,
    accept: ['email'],
    deadline: new Date(service.clock.now + 86_400_000).toISOString(),
  }),
  'orgs/change-role': () => ({ role: 'member' }),
  'orgs/confirm-member': () => ({ undoneAt: '2026-11-24T12:00:00Z' }),
  'orgs/invite': () => ({
    email: 'guest@example.com',
    role: 'member',
    linkTemplate: `${origin}/account/accept-invite?code={inviteCode}`,
  }),
  'environments/create': () => ({ name: 'staging' }),
};

const shorten = (value: unknown) => (JSON.stringify(value) ?? 'undefined').slice(0, 60);

test('each step that takes a body is tried here', () => {
  for (const name of withBody) expect(Object.keys(bodies)).toContain(name);
});

describe.each(withBody)('the body of %s', (name) => {
  const step = stepModules[name];
  const body = () => bodies[name]?.() ?? {};

  test('that is no JSON object is refused', async () => {
    const texts = [
      'null',
      'true',
      '1',
      '"text"',
      '[]',
      `[${JSON.stringify(body())}]`,
      '{',
      '}',
      '{"',
      '{"a":}',
      "{'a':'b'}",
      '{"a":1,}',
      'undefined',
      'NaN',
      '\u0000',
      '\ufeff{}',
      '{}{}',
      'a=b&c=d',
      '<xml/>',
      '%7B%7D',
      '\ud800',
      '{'.repeat(10_000),
      '['.repeat(100_000),
      `${JSON.stringify(body())} x`,
      '9'.repeat(100_000),
    ];
    if (!step.bodyIsOptional) texts.push('');
    for (const text of texts) expectRefusal(await ask(name, { text }), [400], shorten(text));
    if (!step.bodyIsOptional) expectRefusal(await ask(name, {}), [400], 'no body');
    await expectNothingHappened();
  });

  test('with a field twice is refused', async () => {
    const [field = ''] = Object.keys(body());
    const value = JSON.stringify(body()[field]);
    const text = JSON.stringify(body()).replace(/^\{/, `{${JSON.stringify(field)}:${value},`);
    expectRefusal(await ask(name, { text }), [400], text.slice(0, 80));
    await expectNothingHappened();
  });

  test('of another content type is refused, unless it is empty where none is due', async () => {
    const text = JSON.stringify(body());
    const form = Object.entries(body())
      .map(([field, value]) => `${field}=${encodeURIComponent(String(value))}`)
      .join('&');
    for (const type of [
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      '',
      'x',
    ])
      for (const sent of [text, form])
        expectRefusal(await ask(name, { text: sent, headers: { 'content-type': type } }), [415], type);
    await expectNothingHappened();
  });

  test('of 300 KB, flat or nested, is refused where its fields are not in it', async () => {
    const deep = 75_000;
    const junk = [
      `{"x":"${'y'.repeat(300_000)}"}`,
      `{"x":[${'1,'.repeat(150_000)}1]}`,
      `{${Array.from({ length: 20_000 }, (_, index) => `"field${index}":1`).join(',')}}`,
      `{"x":${'['.repeat(deep)}${']'.repeat(deep)}}`,
      `${'{"x":'.repeat(deep / 2)}1${'}'.repeat(deep / 2)}`,
    ];
    for (const text of junk) {
      const answer = await ask(name, { text });
      if (step.bodyIsOptional) continue;
      expectRefusal(answer, [400], text.slice(0, 30));
      expect(answer.body.errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(answer.body).length).toBeLessThan(2000);
    }
    if (!step.bodyIsOptional) await expectNothingHappened();
  });

  test('whose fields hide in __proto__, constructor or prototype has none of them', async () => {
    if (step.bodyIsOptional) return;
    const hidden = JSON.stringify(body());
    for (const text of [
      `{"__proto__":${hidden}}`,
      `{"constructor":{"prototype":${hidden}}}`,
      `{"prototype":${hidden}}`,
      `{"__proto__":null}`,
    ])
      expectRefusal(await ask(name, { text }), [400], text.slice(0, 60));
    expect(({} as Record<string, unknown>)[Object.keys(body())[0] ?? '']).toBeUndefined();
    await expectNothingHappened();
  });

  const schema = toJSONSchema(step.body as unknown as $ZodType, {
    io: 'input',
    unrepresentable: 'any',
  }) as {
    properties: Record<string, { type?: string; minItems?: number; anyOf?: readonly { type?: string }[] }>;
    required?: readonly string[];
  };

  describe.each(Object.keys(schema.properties))('field %s', (field) => {
    const { type, minItems = 0 } = schema.properties[field] ?? {};
    const isBoolean = type === 'boolean';
    const isNullable = schema.properties[field]?.anyOf?.some(({ type }) => type === 'null');
    const canBeEmpty = type === 'array' && minItems === 0;
    const send = (value: unknown, more: CallRequest = {}) =>
      ask(name, { body: { ...body(), [field]: value }, ...more });

    test('of another type, empty, too long or no Unicode is named in the refusal', async () => {
      const wrong: unknown[] = [
        ...(isNullable ? [] : [null]),
        0,
        -1,
        1.5,
        1e308,
        ...(canBeEmpty ? [] : [[]]),
        ['x'],
        [null],
        [body()[field]],
        {},
        { $ne: null },
        { length: 6 },
      ];
      const texts = ['', '\ud800', `x\udc00`, 'x'.repeat(8192), 'x'.repeat(50_000), '😀'.repeat(12_000)];
      wrong.push(...(isBoolean ? ['true', 'false', ...texts] : [true, false, ...texts]));
      for (const value of wrong) {
        const answer = await send(value);
        expectRefusal(answer, [400], shorten(value));
        expect(answer.body.errors).toContainEqual(
          expect.objectContaining({
            pointer: expect.stringMatching(new RegExp(`^/${field}(/[\\w/]+)?$`)),
            reason: expect.stringMatching(/^[a-z-]+$/),
            detail: expect.stringMatching(/^[A-Z].*\.$/),
          }),
        );
      }
      await expectNothingHappened();
    });

    test('left out is named in the refusal, where it is needed', async () => {
      const { [field]: _, ...rest } = body();
      if (!schema.required?.includes(field)) return;
      const answer = await ask(name, { body: rest });
      expectRefusal(answer, [400], 'left out');
      expect(answer.body.errors[0]).toMatchObject({ pointer: `/${field}` });
      await expectNothingHappened();
    });

    test('of odd text changes nothing', async () => {
      // The code beside it is a wrong one, which takes a try.
      const isBesideCode = name === 'account/verify-email' && field === 'password';
      if (isBoolean || name === 'step-up/start' || isBesideCode) return;
      const odd = ['\u0000', 'a\r\nb', '\u202e\u200b', '__proto__', "' OR 1=1 --", '../../passwd'];
      for (const [index, value] of odd.entries()) {
        if (field === 'name' && !/\p{Cc}/u.test(value)) continue;
        const answer = await send(value, { address: `198.51.100.${index}` });
        expectRefusal(answer, [400, 401, 404, 410, 429], shorten(value));
      }
      await expectNothingHappened();
    });
  });
});

const withParameter = rows.flatMap(({ name, path }) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => ({ name, parameter })),
);

describe.each(withParameter)('$parameter in the path of $name', ({ name, parameter }) => {
  const strange = () => [
    '',
    'x',
    '.',
    '..',
    'a.b',
    'a.b.c',
    '../../account',
    '%00',
    '\u0000',
    '\r\nx: y',
    '１２３.４５６',
    '__proto__',
    'constructor',
    'null',
    'undefined',
    '[object Object]',
    '*',
    '😀'.repeat(20),
    '\ud800.\udc00',
    'x'.repeat(8192),
    `${'x'.repeat(4096)}.${'y'.repeat(4096)}`,
    account.id,
    other.id,
    `user#${other.id}`,
    `address#${other.email}`,
    `recovery-code#${'0'.repeat(64)}`,
    `${account.id}.`,
    `.${account.id}`,
  ];
  const ofOthersAndOtherKinds = () =>
    Object.entries(pending).flatMap(([kind, id]) => {
      const own: Record<string, string> = {
        mfaID: name.startsWith('step-up/') ? 'stepUp' : 'signIn',
        activationID: 'activation',
        orgID: 'orgID',
      };
      const opens = kind === own[parameter] || (kind === 'othersSignIn' && name.startsWith('auth/'));
      return opens ? [] : [id];
    });

  test('that is unknown, strange, of another kind or of another user is not found', async () => {
    for (const id of [...strange(), ...ofOthersAndOtherKinds()]) {
      const body = bodies[name]?.();
      const answer = await ask(name, { parameters: { [parameter]: id }, ...(body && { body }) });
      expectRefusal(answer, [404], shorten(id));
    }
    await expectNothingHappened();
  });

  test('that is missing is not found', async () => {
    const body = bodies[name]?.();
    expectRefusal(await ask(name, { parameters: {}, ...(body && { body }) }), [404], 'missing');
    await expectNothingHappened();
  });
});

describe('the query of account/events', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64url');
  const begin = `${new Date(0).toISOString()}#`;
  const limits = ['0', '-1', '101', '1.5', 'x', '', '１０', 'NaN', '1e9', 'Infinity', '9'.repeat(8192)];
  const cursors = ['x', '\ud800', 'A'.repeat(8192)];
  const decoded = [
    'x',
    'user#x',
    `${begin}../`,
    `${begin}\u0000`,
    `${begin}${'a'.repeat(6000)}`,
    `2026-11-24T${'1'.repeat(6000)}Z#a`,
  ];

  test.each([
    ['limit', limits],
    ['cursor', [...cursors, ...decoded.map(encode)]],
  ])('%s that it did not give, or that is too long', async (name, values) => {
    for (const value of values)
      expectRefusal(await ask('account/events', { query: { [name]: value } }), [400], shorten(value));
    await expectNothingHappened();
  });
});
