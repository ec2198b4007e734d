import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, run, runOrFail } from './programs.ts';

/**
 * The release that the upgrade begins with, until there is one with a tag: the last commit before organizations and
 * operation were added. Its tables hold what every later version must go on with.
 */
export const previousRelease = 'dfd3fd18e37ad8839445f3664cfaa23a17cb6f2f';

/** The rule that a release writes nothing that the one before it cannot read. No release before it promises that. */
const ruleFile = 'docs/decisions/0196-data-changes.md';

/**
 * The release that operators can go back to: the previous one if it has the rule for data changes. Until there is one, the
 * commit that added the rule stands in for it.
 * @returns undefined where this copy has no such history.
 */
export async function releaseToGoBackTo(): Promise<string | undefined> {
  const hasRule = await run('git', ['cat-file', '-e', `${previousRelease}:${ruleFile}`]);
  if (hasRule.code === 0) return previousRelease;
  const { answer } = await run('git', ['log', '--diff-filter=A', '--format=%H', '--', ruleFile]);
  return answer.trim().split('\n').at(-1) || undefined;
}

/**
 * The sources of an earlier release out of the history of this repository, ready to be deployed.
 * @returns its folder; undefined where this copy has no such history.
 */
export async function checkOutRelease(
  release: string,
  report: (line: string) => void,
): Promise<string | undefined> {
  const folder = join(projectFolder, 'build/previous-release', release);
  if (existsSync(join(folder, 'node_modules'))) return folder;
  if (!(await isInHistory(release))) {
    await run('git', ['fetch', '--unshallow', '--quiet']);
    if (!(await isInHistory(release))) return undefined;
  }
  report(`Taking the release ${release} out of the history`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = join(folder, 'release.tar');
  await runOrFail('git', ['archive', '--output', archive, release]);
  await runOrFail('tar', ['-xf', archive, '-C', folder]);
  rmSync(archive);
  await installPackages(folder);
  return folder;
}

async function isInHistory(release: string): Promise<boolean> {
  return (await run('git', ['cat-file', '-e', `${release}^{commit}`])).code === 0;
}

/** The packages of the present where they are the same, else its own. */
async function installPackages(folder: string): Promise<void> {
  const lock = (of: string) => readFileSync(join(of, 'package-lock.json'), 'utf8');
  const modules = join(folder, 'node_modules');
  if (lock(folder) === lock(projectFolder)) symlinkSync(join(projectFolder, 'node_modules'), modules);
  else {
    // That release has no list of install scripts, and `npm run` hands this project's own setting down.
    const environment = { ...process.env, npm_config_strict_allow_scripts: 'false' };
    await runOrFail('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, environment });
  }
}
