import { chmodSync, readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseUrl, type LivePerson, register } from '../support/live-client.ts';
import { type Home, newHome, removeHome, run } from '../support/terminal.ts';

/** By what the service knows a command line, and the list of devices. */

let home: Home;
let person: LivePerson;
beforeAll(async () => {
  home = newHome(baseUrl());
  person = await register('cli-devices');
});
afterAll(() => removeHome(home));

const signIn = (at: Home, ...more: string[]) =>
  run(at, ['signin', '--email', person.email, '--password-stdin', ...more], {
    input: `${person.password}\n`,
  });
const deviceFile = (at: Home) => `${at.folder}/config/mfa/devices/${encodeURIComponent(baseUrl())}`;
const devices = async (at: Home) => JSON.parse((await run(at, ['devices', '--json'])).out);

test('a sign-in makes this command line known, in a private file that is never printed', async () => {
  const first = await signIn(home, '--json');
  expect(first.code).toBe(0);
  const tokens = readFileSync(deviceFile(home), 'utf8').trim();
  expect(tokens).toMatch(/^[\w-]+\.[\w-]{43}$/);
  expect(first.out + first.err).not.toContain(tokens);
  expect(statSync(deviceFile(home)).mode & 0o777).toBe(0o600);
  expect((await run(home, ['signout'])).code).toBe(0);
  await signIn(home);
  expect(readFileSync(deviceFile(home), 'utf8').trim()).toBe(tokens);
  expect(await devices(home)).toMatchObject([{ current: true, trustedUntil: null }]);
  const { out } = await run(home, ['devices']);
  expect(out).toMatch(/^[0-9a-f]{64}\tthis one\tmfa command line/);
});

test('a file that others can read is replaced', async () => {
  chmodSync(deviceFile(home), 0o644);
  const before = readFileSync(deviceFile(home), 'utf8');
  await signIn(home);
  expect(readFileSync(deviceFile(home), 'utf8')).not.toBe(before);
  expect(statSync(deviceFile(home)).mode & 0o777).toBe(0o600);
});

test('another device is removed with its sessions, by the beginning of its id', async () => {
  const laptop = newHome(baseUrl());
  await signIn(laptop);
  const listed = await devices(laptop);
  const { id } = listed.find(({ current }: { current: boolean }) => current);
  expect(await run(home, ['devices', 'remove', id.slice(0, 12)])).toMatchObject({
    code: 0,
    out: 'The device was removed, and its sessions have ended.\n',
  });
  // Its session has ended, so it would ask for credentials.
  const { code, err } = await run(laptop, ['whoami']);
  expect([code, err]).toEqual([5, expect.stringContaining('email address is needed')]);
  expect(await run(home, ['devices', 'remove', 'nothing'])).toMatchObject({ code: 1 });
  removeHome(laptop);
});
