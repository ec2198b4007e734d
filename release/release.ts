/**
 * `npm run release [-- VERSION]`: makes the commit and the tag of a release. It pushes nothing. See docs/releasing.md.
 * `npm run release -- --notes TAG` prints the notes of a release that exists.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ChangelogError, notesOf, releaseChangelog } from './changelog.ts';
import { readVersion, writeVersion } from './versions.ts';

const cliffConfiguration = fileURLToPath(new URL('cliff.toml', import.meta.url));
const cliffProgram = fileURLToPath(import.meta.resolve('git-cliff/cli'));
const versionPattern = /^\d+\.\d+\.\d+(-[0-9a-z.]+)?$/;

/** The repository that is released. */
const folder = process.cwd();
const changelogPath = join(folder, 'CHANGELOG.md');

class ReleaseError extends Error {}

const output = (program: string, ...words: string[]): string =>
  execFileSync(program, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const git = (...words: string[]) => output('git', ...words);
const cliff = (...words: string[]) =>
  output(process.execPath, cliffProgram, '--config', cliffConfiguration, '--offline', ...words);

/** The version that the commits since the last release ask for, or the one of package.json for the first release. */
function nextVersion(): string {
  if (git('tag', '--list', 'v*') === '') return readVersion(folder);
  return cliff('--bumped-version').replace(/^v/, '');
}

function requireReleasable(version: string): void {
  if (!versionPattern.test(version)) throw new ReleaseError(`"${version}" is not a version such as 1.2.3.`);
  if (git('status', '--porcelain') !== '')
    throw new ReleaseError('There are uncommitted changes: commit or stash them first.');
  const branch = git('branch', '--show-current');
  if (branch !== 'main')
    throw new ReleaseError(`Releases are made on main; this is ${branch || 'no branch'}.`);
  if (git('tag', '--list', `v${version}`) !== '') throw new ReleaseError(`v${version} exists already.`);
}

function release(version: string): void {
  requireReleasable(version);
  const date = new Date().toISOString().slice(0, 10);
  const changelog = releaseChangelog(readFileSync(changelogPath, 'utf8'), version, date);
  writeFileSync(changelogPath, changelog);
  const files = writeVersion(folder, version);
  git('add', 'CHANGELOG.md', ...files);
  git('commit', '--quiet', '--message', `build(release): ${version}`);
  git('tag', '--annotate', `v${version}`, '--message', `${version}\n\n${notesOf(changelog, version)}`);
  console.log(`v${version} is tagged, and not pushed yet. Look at it (git show v${version}), then:`);
  console.log('  git push --atomic origin main', `v${version}`);
}

/** The words for users, then the commits since the release before for whoever wants to know exactly. */
function notes(tag: string): string {
  const words = notesOf(readFileSync(changelogPath, 'utf8'), tag.replace(/^v/, ''));
  const before = git('tag', '--list', 'v*', '--sort=-creatordate', '--merged', `${tag}^`).split('\n')[0];
  if (!before) return words;
  const commits = cliff('--strip', 'all', `${before}..${tag}`).replaceAll(/<!-- \d -->/g, '');
  return commits === '' ? words : `${words}\n\n## Commits\n\n${commits}`;
}

try {
  const [first, second] = process.argv.slice(2);
  if (first === '--notes') console.log(notes(second ?? ''));
  else release(first ?? nextVersion());
} catch (error) {
  if (!(error instanceof ReleaseError || error instanceof ChangelogError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
