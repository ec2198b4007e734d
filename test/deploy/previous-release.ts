import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, projectFolder, run, runOrFail } from './programs.ts';

/**
 * The release that the upgrade begins with, until there is one with a tag: the last commit before organizations and
 * operation were added. Its tables hold what every later version must go on with.
 */
export const previousRelease = 'dfd3fd18e37ad8839445f3664cfaa23a17cb6f2f';

/**
 * The sources of the previous release out of the history of this repository, ready to be deployed.
 * @returns its folder. @throws Problem where the history is not there
 */
export async function checkOutPreviousRelease(report: (line: string) => void): Promise<string> {
  const folder = join(projectFolder, 'build/previous-release', previousRelease);
  if (existsSync(join(folder, 'node_modules'))) return folder;
  const { code } = await run('git', ['cat-file', '-e', `${previousRelease}^{commit}`]);
  if (code !== 0)
    throw new Problem(
      `The commit ${previousRelease}, from which the upgrade starts, is not here. In a shallow clone fetch the whole ` +
        'history first: git fetch --unshallow',
    );
  report(`Taking the previous release ${previousRelease} out of the history`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = join(folder, 'release.tar');
  await runOrFail('git', ['archive', '--output', archive, previousRelease]);
  await runOrFail('tar', ['-xf', archive, '-C', folder]);
  rmSync(archive);
  await installPackages(folder);
  return folder;
}

/** The packages of the present where they are the same, else its own. */
async function installPackages(folder: string): Promise<void> {
  const lock = (of: string) => readFileSync(join(of, 'package-lock.json'), 'utf8');
  const modules = join(folder, 'node_modules');
  if (lock(folder) === lock(projectFolder)) symlinkSync(join(projectFolder, 'node_modules'), modules);
  else await runOrFail('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder });
}
