import { describe, expect, it } from 'vitest';
import {
  isClientProgram,
  nameClientProgram,
  shownClientProgram,
} from '../../../core/kernel/client-program.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('a client is named', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox on Linux'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/131.0.0.0 Safari/537.36`,
      'Chrome on Windows',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.70`,
      'Microsoft Edge on Windows',
    ],
    [
      `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/131.0.0.0 Safari/537.36`,
      'Chrome on Chrome OS',
    ],
    [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} HeadlessChrome/156.0.0.0 Safari/537.36`, 'Chrome on Linux'],
    [
      `Mozilla/5.0 (Linux; Android 14; SM-S918B) ${webkit} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`,
      'Samsung Internet on Android',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
      'Safari on macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari on iOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0 Mobile/15E148 Safari/604.1',
      'Chrome on iOS',
    ],
    [
      `Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/130.0.0.0 Safari/537.36 OPR/116.0.0.0`,
      'Opera on Linux',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko', 'Internet Explorer on Windows'],
    ['curl/8.5.0', 'curl'],
    ['Wget/1.21.4', 'Wget'],
    ['HTTPie/3.2.2', 'HTTPie'],
    ['PostmanRuntime/7.43.0', 'Postman'],
    ['python-requests/2.32.3', 'Python'],
    ['Go-http-client/2.0', 'Go'],
    ['node', 'Node.js'],
    ['okhttp/4.12.0', 'Java'],
    ['Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041', 'PowerShell on Windows'],
    ['mfa/1.2.0 (linux; x64)', 'mfa command line on Linux'],
    ['mfa/1.2.0 (darwin; arm64)', 'mfa command line on macOS'],
    ['mfa/1.2.0 (win32; x64)', 'mfa command line on Windows'],
    ['datica-cli-4.4.1 linux amd64 user-1', 'datica-cli on Linux'],
    ['Mozilla/5.0 (X11; Linux x86_64) SomeEngine/1.0 Newfox/3.0', 'a browser we do not know on Linux'],
    ['Mozilla/5.0', 'a browser we do not know'],
    ['Somebot/1.0 (Windows NT 10.0)', 'an unknown program on Windows'],
    ['Somebot/1.0', 'an unknown program'],
    ['', 'an unknown program'],
    [undefined, 'an unknown program'],
  ])('%s', (agent, name) => {
    expect(nameClientProgram(agent)).toBe(name);
    expect(isClientProgram(name)).toBe(true);
  });
});

it('is looked for at the beginning of a header of any length', () => {
  expect(nameClientProgram(`${'('.repeat(100_000)} Firefox/1`)).toBe('an unknown program');
  expect(nameClientProgram(`curl/8 ${'x'.repeat(100_000)}`)).toBe('curl');
});

it('is shown from a row only if it is in the list', () => {
  expect(shownClientProgram('Firefox on Windows')).toBe('Firefox on Windows');
  expect(shownClientProgram('operator command')).toBe('operator command');
  for (const words of ['Firefox on https://evil.example', 'unknown', '', 'curl on ', 'on Windows'])
    expect(shownClientProgram(words)).toBe('an unknown program');
});
