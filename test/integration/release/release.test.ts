import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const project = fileURLToPath(new URL('../../..', import.meta.url));
const program = join(project, 'release/release.ts');
const loader = import.meta.resolve('tsx');
let folder: string;

const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, encoding: 'utf8' }).trim();

function write(path: string, content: string | object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
  writeFileSync(join(folder, path), text);
}

const versionIn = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8')).version;

function commit(subject: string): void {
  write('work.txt', subject);
  git('add', '.');
  git('commit', '-q', '-m', subject);
}

function unreleased(words: string): void {
  const changelog = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8');
  write('CHANGELOG.md', changelog.replace('## Unreleased\n', `## Unreleased\n\n${words}\n`));
}

function release(...words: string[]) {
  const ended = spawnSync(process.execPath, ['--import', loader, program, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: ended.status, output: ended.stdout, error: ended.stderr.trim() };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Maintainer');
  git('config', 'user.email', 'maintainer@example.com');
  git('config', 'commit.gpgsign', 'false');
  git('config', 'tag.gpgsign', 'false');
  const version = '0.1.0';
  write('package.json', { name: 'a', version, workspaces: ['local', 'packages/verify'] });
  write('cli/package.json', { name: 'a-cli', version });
  write('local/package.json', { name: '@a/local', version });
  write('packages/verify/package.json', { name: '@a/verify', version });
  write('package-lock.json', {
    name: 'a',
    version,
    packages: {
      ...{ '': { version }, local: { version }, 'packages/verify': { version } },
      'node_modules/b': { version: '3.0.0' },
    },
  });
  write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n');
  unreleased('- Everything.');
  commit('feat: everything');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('the first release has the version of package.json, a section of the changelog, and a tag', () => {
  expect(release()).toMatchObject({ code: 0 });
  expect(git('log', '-1', '--format=%s')).toBe('build(release): 0.1.0');
  expect(git('tag', '--points-at', 'HEAD')).toBe('v0.1.0');
  expect(git('tag', '-l', '--format=%(contents)', 'v0.1.0')).toBe('0.1.0\n\n- Everything.');
  expect(git('status', '--porcelain')).toBe('');
  const changelog = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8');
  expect(changelog).toMatch(
    /^# Changelog\n\n## Unreleased\n\n## 0\.1\.0 – \d{4}-\d\d-\d\d\n\n- Everything\.\n/,
  );
});

test.each([
  ['a fix raises the patch', ['fix: a bug'], '0.1.1'],
  ['a new feature raises the minor version', ['fix: a bug', 'feat(cli): a command'], '0.2.0'],
  ['before 1.0.0 a breaking change raises the minor version', ['feat!: another way'], '0.2.0'],
  ['work that is not listed, such as an update of a dependency, raises the patch', ['build: c 2'], '0.1.1'],
])('%s, in all packages and their entries of the lock file', (_, subjects, version) => {
  release();
  for (const subject of subjects) commit(subject);
  unreleased('- More.');
  commit('docs: changelog');
  expect(release()).toMatchObject({ code: 0 });
  expect(git('tag', '--points-at', 'HEAD')).toBe(`v${version}`);
  const manifests = [
    'package.json',
    'cli/package.json',
    'local/package.json',
    'packages/verify/package.json',
  ];
  for (const path of [...manifests, 'package-lock.json']) expect(versionIn(path), path).toBe(version);
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  expect(packages).toEqual({
    '': { version },
    local: { version },
    'packages/verify': { version },
    'node_modules/b': { version: '3.0.0' },
  });
});

test('the maintainer can name the version, and a pre-release', () => {
  release();
  unreleased('- More.');
  commit('feat: more');
  expect(release('1.0.0-rc.1')).toMatchObject({ code: 0 });
  expect(git('tag', '--points-at', 'HEAD')).toBe('v1.0.0-rc.1');
});

test('the notes have the words for users, and then the commits since the release before', () => {
  release();
  commit('fix(mail): a bug');
  commit('refactor: names');
  unreleased('- Better mail.');
  commit('feat(cli): a command');
  release();
  const { output } = release('--notes', 'v0.2.0');
  expect(output).toMatch(
    /^- Better mail\.\n\n## Commits\n\n\*\*New\*\*\n\n- cli: a command \([0-9a-f]{7}\)\n\n\*\*Fixed\*\*\n\n- mail: a bug \([0-9a-f]{7}\)\n$/,
  );
  expect(release('--notes', 'v0.1.0').output).toBe('- Everything.\n');
});

test.each([
  ['with uncommitted changes', () => write('work.txt', 'more'), 'There are uncommitted changes'],
  ['on another branch', () => git('switch', '-q', '-c', 'topic'), 'Releases are made on main; this is topic'],
  ['of a version that exists', () => git('tag', 'v0.1.0'), 'v0.1.0 exists already'],
])('%s there is no release, and nothing is changed', (_, prepare, message) => {
  prepare();
  const before = [git('rev-parse', 'HEAD'), git('tag'), git('status', '--porcelain')];
  const { code, error } = release('0.1.0');
  expect(code).toBe(1);
  expect(error).toContain(message);
  expect([git('rev-parse', 'HEAD'), git('tag'), git('status', '--porcelain')]).toEqual(before);
});

test('without words for users there is no release, and nothing is changed', () => {
  release();
  commit('fix: a bug');
  const { code, error } = release();
  expect(code).toBe(1);
  expect(error).toBe('CHANGELOG.md has nothing under "## Unreleased": say what users notice.');
  expect(git('status', '--porcelain')).toBe('');
});

test.each(['1.2', 'v1.2.3', '--help'])('"%s" is not a version', (word) => {
  expect(release(word)).toMatchObject({ code: 1, error: `"${word}" is not a version such as 1.2.3.` });
});
