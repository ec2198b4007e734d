import { execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseUrl, type LivePerson, register } from '../support/live-client.ts';
import { type Home, newHome, removeHome, run } from '../support/terminal.ts';

/** Files, folders and output that this machine does not have: a sentence and exit code 10, never a stack trace. */

const program = fileURLToPath(new URL('../../cli/mfa.mjs', import.meta.url));
let home: Home;
let person: LivePerson;
beforeAll(async () => {
  home = newHome(baseUrl());
  person = await register('cli-this-machine');
});
afterAll(() => removeHome(home));

const signIn = ['signin', '--password-stdin', '--email'];
const noStack = /\n\s+at |file:\/\/|part-|internal error/;

describe('an odd HOME', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-tree-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Without XDG_CONFIG_HOME, in a folder that may be somebody's working tree. */
  const inTree = (words: readonly string[], HOME: string) =>
    new Promise<{ code: number | null; err: string }>((resolve) => {
      const env = { ...home.environment, XDG_CONFIG_HOME: '', HOME, MFA_SERVER: baseUrl() };
      const child = execFile(process.execPath, [program, ...words], { env, cwd: folder }, (_, _out, err) =>
        resolve({ code: child.exitCode, err }),
      );
      child.stdin?.end(`${person.password}\n`);
    });

  test.each([['relative'], ['.']])(
    '%j is not used, and nothing is written into the current folder',
    async (value) => {
      await inTree(['config'], value);
      const { err } = await inTree(['whoami'], value);
      expect(err).not.toMatch(noStack);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('that is empty means the home of the account of the system', async () => {
    const { err, code } = await inTree(['whoami'], '');
    expect(code).toBe(5);
    expect(err).not.toMatch(noStack);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([['/proc'], ['/dev/null'], [`/${'x'.repeat(300)}`]])('%j ends with a sentence', async (value) => {
    const { code, err } = await inTree([...signIn, person.email], value);
    expect(code).toBe(10);
    expect(err).toMatch(/^mfa: .*\/.*: .*\.\n$/);
    expect(err).not.toMatch(noStack);
  });
});

test('a folder that cannot be written to', async () => {
  const own = newHome();
  const folder = join(own.folder, 'config');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'mfa'), 'in the way');
  chmodSync(folder, 0o500);
  const { code, err } = await run(own, ['config', 'server', baseUrl()]);
  expect(code).toBe(10);
  expect(err).toMatch(/^mfa: \/.* cannot be written: .*\.\n$/);
  chmodSync(folder, 0o700);
  removeHome(own);
});

describe('the output', () => {
  const shell = (command: string) =>
    new Promise<{ code: number | null; err: string }>((resolve) => {
      const child = execFile('bash', ['-c', command], { env: home.environment }, (_, _out, err) =>
        resolve({ code: child.exitCode, err }),
      );
    });

  test.runIf(existsSync('/dev/full'))('to a full disk', async () => {
    for (const command of [
      'mfa --help > /dev/full',
      'mfa config > /dev/full',
      'mfa config --json > /dev/full',
    ]) {
      const { code, err } = await shell(command);
      expect(err, command).toMatch(/ENOSPC/);
      expect(err).not.toMatch(noStack);
      expect(code).toBe(10);
    }
  });

  test.each([
    ['mfa --help | head -1'],
    ['mfa --help | true'],
    ['mfa nonsense 2>&1 | true'],
    ['mfa config >&-'],
    ['mfa nonsense 2>&-'],
  ])('into what is closed: %s', async (command) => {
    const { err } = await shell(command);
    expect(err).not.toMatch(noStack);
  });
});

describe('--otp-command', () => {
  const words = ['signin', '--email'];
  test('that fails, or prints nothing, is a usage error that says so', async () => {
    const { activateEmail } = await import('../support/live-client.ts');
    const own = newHome(baseUrl());
    const someone = await register('cli-otp-command');
    await activateEmail(someone);
    const withCommand = (command: string) =>
      run(own, [...words, someone.email, '--password-stdin', '--otp-command', command], {
        input: someone.password,
      });
    expect(await withCommand('exit 3')).toMatchObject({
      code: 2,
      err: expect.stringContaining('it ended with 3'),
    });
    expect(await withCommand('true')).toMatchObject({
      code: 2,
      err: expect.stringContaining('it printed nothing'),
    });
    expect(await withCommand('echo 000000; echo more')).toMatchObject({ code: 6 });
    removeHome(own);
  });
});

test('lines of stdin from PowerShell: UTF-16, a byte order mark, and a code page that is neither', async () => {
  const own = newHome(baseUrl());
  const someone = await register('cli-powershell', 'violet kettle ünder räin');
  const signInWith = (bytes: Buffer) =>
    new Promise<{ code: number | null; err: string }>((resolve) => {
      const child = spawn(process.execPath, [program, ...signIn, someone.email], { env: own.environment });
      let err = '';
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString();
      });
      child.on('close', (code) => resolve({ code, err }));
      // Byte by byte, so that no character arrives whole.
      for (const byte of bytes) child.stdin.write(Buffer.from([byte]));
      child.stdin.end();
    });
  const line = `${someone.password}\r\n`;
  for (const bytes of [
    Buffer.from(line),
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(line)]),
    Buffer.from(`\ufeff${line}`, 'utf16le'),
    Buffer.from(line, 'utf16le'),
  ])
    expect(await signInWith(bytes)).toMatchObject({ code: 0 });
  const refused = await signInWith(Buffer.from(line, 'latin1'));
  expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/^mfa: stdin is not UTF-8\./) });
  removeHome(own);
});
