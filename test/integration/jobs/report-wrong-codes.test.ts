import { afterAll, beforeAll, expect, test } from 'vitest';
import { activateEmail, lastCode, otherCode, register, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** When the mail about wrong codes is sent: not at a slip, and never not at all. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const minute = 60_000;

async function atTheCode() {
  const person = await register(service);
  await activateEmail(service, person);
  service.clock.now += minute;
  const { mfaID } = (await signIn(service, person)).body;
  const code = await lastCode(service, person.email);
  const warnings = async () =>
    (await service.mailsTo(person.email)).filter(({ subject }) => /wrong code$/.test(subject));
  return { person, mfaID, code, wrong: otherCode(code), warnings };
}

/** The job, every ten minutes, until the challenge is long over. */
async function laterRuns(): Promise<void> {
  for (let run = 0; run < 4; run += 1) {
    service.clock.now += 10 * minute;
    await service.run('mfa/report-wrong-codes');
  }
}

test('a slip that its user corrects is not reported', async () => {
  const { mfaID, code, wrong, warnings } = await atTheCode();
  for (let slip = 0; slip < 2; slip += 1)
    expect((await submit(service, mfaID, wrong)).slug).toBe('invalid-code');
  expect((await submit(service, mfaID, code)).status).toBe(200);
  await laterRuns();
  expect(await warnings()).toEqual([]);
});

test('one wrong code and no right one is reported within 15 minutes after the challenge has ended, once', async () => {
  const { mfaID, wrong, warnings, person } = await atTheCode();
  const at = service.clock.now;
  await submit(service, mfaID, wrong);
  await service.run('mfa/report-wrong-codes');
  expect(await warnings()).toEqual([]);
  // The challenge is over ten minutes after its beginning, and the job runs every ten minutes.
  service.clock.now += 25 * minute;
  await service.run('mfa/report-wrong-codes');
  await laterRuns();
  const sent = await warnings();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body.text).toContain(new Date(at).toISOString().slice(11, 16));
  expect(sent[0]?.body.text).toContain('/account/reset');
  expect(sent[0]?.destination.to).toEqual([person.email]);
});

test('a report that could not be mailed is mailed by a later run, once', async () => {
  const { mfaID, wrong, warnings } = await atTheCode();
  await submit(service, mfaID, wrong);
  service.clock.now += 15 * minute;
  service.emulators.ses.pauseSending();
  await service.run('mfa/report-wrong-codes');
  service.emulators.ses.resumeSending();
  expect(await warnings()).toEqual([]);
  await laterRuns();
  expect(await warnings()).toHaveLength(1);
});

test('the third wrong code is reported at once, and a right one after it changes nothing of that', async () => {
  const { mfaID, code, wrong, warnings } = await atTheCode();
  for (let wrongCodes = 0; wrongCodes < 3; wrongCodes += 1) await submit(service, mfaID, wrong);
  expect(await warnings()).toHaveLength(1);
  expect((await submit(service, mfaID, code)).status).toBe(200);
  await laterRuns();
  expect(await warnings()).toHaveLength(1);
});

test('a burst of guesses is reported, also if one of them was right', async () => {
  for (const guesses of [0, 4]) {
    const { mfaID, code, wrong, warnings } = await atTheCode();
    const burst = [...Array.from({ length: 4 }, () => wrong), ...(guesses === 0 ? [wrong] : [code])];
    await Promise.all(burst.map((otp) => submit(service, mfaID, otp)));
    await laterRuns();
    expect(await warnings()).toHaveLength(1);
  }
});

test('a run that failed is made up for by a later one', async () => {
  const { mfaID, wrong, warnings } = await atTheCode();
  await submit(service, mfaID, wrong);
  service.clock.now += 90 * minute;
  await service.run('mfa/report-wrong-codes');
  expect(await warnings()).toHaveLength(1);
});
