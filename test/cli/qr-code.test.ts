import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseUrl, type LivePerson, nextAuthenticatorCode, register } from '../support/live-client.ts';
import { type Home, newHome, removeHome, run, Terminal, type WindowSize } from '../support/terminal.ts';
import { drawScreen, type Ground, readQrCode } from '../support/terminal-image.ts';

/** The QR code as a camera sees it: whole, without scrolling, on every ground; or a sentence on how to get there. */

const longName = 'a.very.long.address.of.somebody.with.many.names';
const grounds: readonly Ground[] = [0, 128, 255];
const homes: Home[] = [];
const people: Record<string, { home: Home; person: LivePerson }> = {};

beforeAll(async () => {
  for (const name of ['qr', longName]) {
    const person = await register(name);
    const home = newHome(baseUrl());
    await run(home, ['signin', '--email', person.email, '--password-stdin'], { input: person.password });
    people[name] = { home, person };
    homes.push(home);
  }
});
afterAll(() => {
  for (const home of homes) removeHome(home);
});

async function enabling(name: string, size: WindowSize, environment: Record<string, string> = {}) {
  const { home, person } = people[name] ?? Object.values(people)[0] ?? never();
  const terminal = Terminal.mfa(home, ['factors', 'enable', 'authenticator'], environment, size);
  await terminal.answer('Password:', person.password);
  await terminal.until(/Token\s+\(from\s+your\s+authenticator\s+app\):$/);
  return terminal;
}
const never = (): never => {
  throw new Error('nobody is registered');
};

const joined = (lines: readonly string[]) => lines.join('').replaceAll(/\s/g, '');

describe.each([['qr'], [longName]])('for %s', (name) => {
  test.each<WindowSize>([
    { cols: 40, rows: 30 },
    { cols: 40, rows: 24 },
    { cols: 80, rows: 24 },
    { cols: 80, rows: 45 },
    { cols: 120, rows: 30 },
    { cols: 120, rows: 60 },
  ])('is read in a window of $cols by $rows', async (size) => {
    const terminal = await enabling(name, size);
    const cells = await terminal.cells();
    for (const ground of grounds)
      for (const uri of readQrCode(drawScreen(cells, ground))) {
        const read = new URL(uri ?? 'about:blank');
        expect(read.protocol).toBe('otpauth:');
        expect(joined(await terminal.lines())).toContain(read.searchParams.get('secret') ?? 'no secret');
      }
    terminal.type('\u0003');
    await terminal.exitCode;
  });
});

test('a window that is too small gets the secret, the link, and the size in which the code is read', async () => {
  const small = await enabling('qr', { cols: 30, rows: 24 });
  const [, columns, rows] =
    /Make the window (\d+) columns wide and (\d+) rows high, and type q\./.exec(small.raw) ?? [];
  expect(joined(await small.lines())).toContain('otpauth://totp/');
  expect(small.raw).not.toContain('\u001b[30;107m');
  small.type('\u0003');
  expect(await small.exitCode).toBe(130);
  const large = await enabling('qr', { cols: Number(columns), rows: Number(rows) });
  for (const uri of readQrCode(drawScreen(await large.cells(), 0))) expect(uri).toMatch(/^otpauth:/);
  large.type('\u0003');
  await large.exitCode;
});

test('q at the question draws the code again, for a window that was made larger', async () => {
  const terminal = await enabling('qr', { cols: 100, rows: 32 });
  terminal.enter('q');
  await terminal.until(/Scan the code[\s\S]*: q\n[\s\S]*Scan the code[\s\S]*app\):$/);
  const [uri] = readQrCode(drawScreen(await terminal.cells(), 0));
  const secret = new URL(uri ?? 'about:blank').searchParams.get('secret') ?? '';
  terminal.enter(await nextAuthenticatorCode(secret));
  expect(await terminal.exitCode).toBe(0);
});

test('a terminal without colors gets the secret and the link; NO_COLOR does not make the code unreadable', async () => {
  const dumb = await enabling(longName, { cols: 120, rows: 60 }, { TERM: 'dumb' });
  expect(await dumb.screen()).toContain('This terminal cannot show a QR code.\nType this secret');
  dumb.type('\u0003');
  expect(await dumb.exitCode).toBe(130);
  const plain = await enabling(longName, { cols: 120, rows: 60 }, { NO_COLOR: '1' });
  for (const uri of readQrCode(drawScreen(await plain.cells(), 0))) expect(uri).toMatch(/^otpauth:/);
  plain.type('\u0003');
  await plain.exitCode;
});
