import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

/** Tested to be the version of everything: test/unit/release/versions.test.ts. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const project = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mfa-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function succeeds(
  file: string,
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, [...words], { cwd, env }, (error, out, err) =>
      error ? reject(new Error(`${out}${err}`)) : resolve(out),
    );
  });
}

test('the tarball installs offline, brings no other package, and the command runs from it', async () => {
  await succeeds('npm', ['pack', './cli', '--pack-destination', folder], project);
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  expect(tarball).toBe(`serverless-mfa-cli-${version}.tgz`);
  const packed = await succeeds('tar', ['-tzf', join(folder, tarball)], folder);
  for (const name of ['README.md', 'LICENSE', 'build/THIRD-PARTY-NOTICES.txt', 'build/mfa.1'])
    expect(packed.split('\n')).toContain(`package/${name}`);
  const prefix = join(folder, 'installed');
  // Under `npm test`, npm expects the folder to exist.
  mkdirSync(join(prefix, 'lib'), { recursive: true });
  const options = ['--offline', '--no-audit', '--no-fund', '--global', '--prefix', prefix];
  await succeeds('npm', ['install', ...options, join(folder, tarball)], folder);
  expect(readdirSync(join(prefix, 'lib', 'node_modules'))).toEqual(['serverless-mfa-cli']);
  const mfa = join(prefix, 'bin', 'mfa');
  expect(await succeeds(mfa, ['--version'], folder)).toBe(`${version}\n`);
  expect(await succeeds(mfa, ['factors', '--help'], folder)).toContain('recovery-codes');
});

test('`npx mfa` runs in the repository', async () => {
  expect(await succeeds('npx', ['--no-install', 'mfa', '--version'], project)).toBe(`${version}\n`);
});

test('the single-file executable runs where there is no Node', async () => {
  const built = await succeeds('npm', ['run', '--silent', 'cli:binary'], project);
  const binary = built.trim();
  expect(await succeeds(binary, ['--version'], folder)).toBe(`${version}\n`);
  const bare = { HOME: folder, PATH: folder };
  expect(await succeeds(binary, ['help', 'exit-codes'], folder, bare)).toMatch(/^130 /m);
  const [out, settings] = [
    await succeeds(binary, ['config', '--json'], folder, bare),
    join(folder, '.config'),
  ];
  expect(JSON.parse(out)).toMatchObject({ server: null, path: join(settings, 'mfa', 'config.json') });
});
