import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, projectFolder, run, runOrFail } from './programs.ts';

const wantedVersion = '3.10';
const names = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
/** Prints nothing and succeeds where Python is new enough and can make virtual environments. */
const probe = `import sys, venv, ensurepip; sys.exit(sys.version_info < (${wantedVersion.replace('.', ', ')}))`;

/** @throws Problem */
async function findPython(): Promise<string> {
  const given = process.env['PYTHON'];
  for (const name of given ? [given] : names) {
    const ended = await run(name, ['-c', probe]).catch(() => undefined);
    if (ended?.code === 0) return name;
  }
  throw new Problem(
    `Python ${wantedVersion} or newer with the modules venv and ensurepip is not found. Install it (on Debian: ` +
      'apt-get install python3 python3-venv), or name one in the variable PYTHON.',
  );
}

/**
 * A virtual environment with exactly the packages of a requirements file, made below `build/` unless it is there.
 * @returns the path of its `bin` folder. @throws Problem
 */
export async function virtualEnvironment(
  name: string,
  requirementsPath: string,
  report: (line: string) => void,
): Promise<string> {
  const folder = join(projectFolder, 'build', name);
  const binFolder = join(folder, 'bin');
  const stampPath = join(folder, 'installed.txt');
  const wanted = readFileSync(requirementsPath, 'utf8');
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted) return binFolder;
  const python = await findPython();
  report(`Installing ${requirementsPath.replace(projectFolder, '')} with pip into build/${name}`);
  rmSync(folder, { recursive: true, force: true });
  await runOrFail(python, ['-m', 'venv', folder]);
  const pip = ['-m', 'pip', 'install', '--no-input', '--disable-pip-version-check', '--quiet'];
  await runOrFail(join(binFolder, 'python'), [...pip, '-r', requirementsPath]);
  writeFileSync(stampPath, wanted);
  return binFolder;
}
