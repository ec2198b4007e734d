import { afterAll, beforeAll, expect, test } from 'vitest';
import { tally, times } from '../../support/accounts.ts';
import { codeIn, goodPassword, newAddress, otherCode, register } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/** Guesses at the codes of many registrations: five tries each, but no end to registrations. */

let service: Service;
beforeAll(async () => {
  service = await startService({ conflicts: 'refuse' });
});
afterAll(() => service.close());

let begun = 0;

/** Each registration from an address of its own: the mails of one source have a limit, too. */
async function begin() {
  begun += 1;
  const email = newAddress();
  const body = { email, password: goodPassword };
  const answer = await service.call('account/register', { body, address: `10.1.0.${begun}` });
  const code = codeIn((await service.mailsTo(email)).at(-1)?.subject);
  return { registrationID: String(answer.body.registrationID), code };
}

const tryCode = (registrationID: string, code: string, address: string): Promise<CallAnswer> =>
  service.call('account/verify-email', { body: { registrationID, code }, address });

test('25 addresses with 5 wrong codes each are 20 looks for one source, at once or one after another', async () => {
  for (const address of ['198.51.100.1', '198.51.100.2']) {
    const begun = await Promise.all(times(25, begin));
    const guesses = begun.flatMap(({ registrationID, code }) =>
      times(5, () => () => tryCode(registrationID, otherCode(code), address)),
    );
    const answers: CallAnswer[] = [];
    if (address.endsWith('1')) answers.push(...(await Promise.all(guesses.map((guess) => guess()))));
    else for (const guess of guesses) answers.push(await guess());
    expect(tally(answers)).toEqual({ 422: 20, 429: 105 });
    expect(answers.at(-1)).toMatchObject({
      headers: { 'retry-after': '30' },
      body: { reason: 'too-many-wrong-codes' },
    });
  }
});

test('a source that is spent has one look in 30 s, others go on, and a right code charges nobody', async () => {
  const address = '198.51.100.3';
  const begun = await Promise.all(times(8, begin));
  for (const { registrationID, code } of begun.slice(0, 4))
    for (const _ of times(5, () => 0)) await tryCode(registrationID, otherCode(code), address);
  const [fifth, sixth, seventh, eighth] = begun.slice(4) as [Begun, Begun, Begun, Begun];
  expect((await tryCode(fifth.registrationID, fifth.code, address)).status).toBe(429);
  expect((await tryCode(sixth.registrationID, sixth.code, '198.51.100.4')).status).toBe(200);
  service.clock.now += 30_000;
  // Each gives its look back, so that the next one has it.
  for (const { registrationID, code } of [fifth, seventh, eighth])
    expect((await tryCode(registrationID, code, address)).status).toBe(200);
});

test('what cannot be tried any more is no guess', async () => {
  const address = '198.51.100.5';
  const { registrationID, code } = await begin();
  for (const _ of times(5, () => 0)) await tryCode(registrationID, otherCode(code), address);
  for (const _ of times(30, () => 0)) expect((await tryCode(registrationID, code, address)).status).toBe(410);
  for (const _ of times(30, () => 0)) expect((await tryCode('nothing', code, address)).status).toBe(404);
  expect((await tryCode((await begin()).registrationID, '000000', address)).status).not.toBe(429);
});

test('wrong codes of a registration leave the passwords of the same source alone', async () => {
  const address = '198.51.100.1';
  const { email, password } = await register(service);
  const answer = await service.call('auth/sign-in', { body: { identifier: email, password }, address });
  expect(answer.status).toBe(200);
});

type Begun = Awaited<ReturnType<typeof begin>>;
