import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const programs = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const isRoot = process.getuid?.() === 0;

function installed(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const inPath = programs.flatMap((program) => folders.map((folder) => join(folder, program)));
  const candidates = [process.env['CHROMIUM'], ...inPath, ...applications, chromium.executablePath()];
  return candidates.find((path): path is string => !!path && existsSync(path));
}

function attempt(command: string, ...words: string[]): void {
  try {
    execFileSync(command, words, { stdio: 'ignore', timeout: 600_000 });
  } catch {
    // The next way is tried; if all fail, the error says what to do.
  }
}

/** A Chromium of this machine, installed if there is none: Debian's package as root, else Playwright's own build. */
export function findChromium(): string {
  const found = installed();
  if (found) return found;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    attempt('apt-get', 'update');
    attempt('apt-get', 'install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu');
  }
  if (!installed()) attempt('npx', 'playwright-core', 'install', 'chromium');
  const now = installed();
  if (now) return now;
  throw new Error(
    'The browser tests need Chromium. Install it (on Debian: apt-get install chromium), or name one in the variable CHROMIUM.',
  );
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
