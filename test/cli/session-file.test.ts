import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { baseUrl, type LivePerson, register } from '../support/live-client.ts';
import { type Home, newHome, removeHome, run, sessionFile, storedToken } from '../support/terminal.ts';

/** The files of the session and of the configuration. */

let person: LivePerson;
beforeAll(async () => {
  person = await register('cli-session-file');
});

const signIn = (at: Home) =>
  run(at, ['signin', '--email', person.email, '--password-stdin'], { input: person.password });

describe('the session file', () => {
  test('that others can read is not used; a new sign-in makes it private again', async () => {
    const own = newHome(baseUrl());
    await signIn(own);
    chmodSync(sessionFile(own), 0o644);
    const refused = await run(own, ['whoami']);
    expect(refused.code).toBe(5);
    expect(refused.err).toMatch(/can be read by others \(mode 644\)\. It is not used: sign in again\.\n/);
    expect((await run(own, ['doctor'])).code).toBe(1);
    expect((await signIn(own)).code).toBe(0);
    expect(statSync(sessionFile(own)).mode & 0o777).toBe(0o600);
    expect((await run(own, ['whoami'])).code).toBe(0);
    removeHome(own);
  });

  test.each([
    ['no JSON', () => 'certainly not'],
    ['empty', () => ''],
    ['half a file', (text: string) => text.slice(0, text.length / 2)],
    ['a token of two lines', (text: string) => text.replace('"token":"', '"token":"a\\r\\nX-Evil: ')],
    ['the session of another server', (text: string) => text.replace('"server":"http', '"server":"https')],
  ])('that is broken is not used: %s', async (_, breaking) => {
    const own = newHome(baseUrl());
    await signIn(own);
    const path = sessionFile(own);
    writeFileSync(path, breaking(readFileSync(path, 'utf8')));
    const { code, err } = await run(own, ['whoami']);
    expect(code).toBe(5);
    expect(err).toMatch(/is damaged\. It is not used: sign in again\.\n/);
    expect((await signIn(own)).code).toBe(0);
    removeHome(own);
  });

  test('a damaged configuration is reported, and replaced by setting the server again', async () => {
    const own = newHome(baseUrl());
    writeFileSync(`${own.folder}/config/mfa/config.json`, '{');
    expect(await run(own, ['whoami'])).toMatchObject({ code: 2, err: expect.stringMatching(/is damaged/) });
    expect((await run(own, ['config', 'server', baseUrl()])).code).toBe(0);
    expect((await run(own, ['doctor'])).code).toBe(0);
    removeHome(own);
  });

  test('that cannot be written is said', async () => {
    const own = newHome(baseUrl());
    writeFileSync(`${own.folder}/config/mfa/sessions`, 'in the way');
    const { code, err } = await signIn(own);
    expect(code).toBe(10);
    expect(err).toMatch(/^mfa: .*: a part of the path is not a folder\.\n$/);
    removeHome(own);
  });
});

test('the token is in no argument, no output and no error', async () => {
  const own = newHome(baseUrl());
  await signIn(own);
  const token = storedToken(own);
  for (const words of [
    ['whoami'],
    ['sessions', '--json'],
    ['doctor'],
    ['config'],
    ['events'],
    ['sessions', 'end', 'x'],
  ]) {
    const { out, err } = await run(own, words);
    expect(out + err, words.join(' ')).not.toContain(token);
  }
  removeHome(own);
});
