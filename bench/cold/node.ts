import { execFileSync } from 'node:child_process';

/** The Node that Lambda runs the functions on: this one if it is, else the one of npm's package `node`. */
export function lambdaNode(): string {
  if (Number(process.versions.node.split('.')[0]) === 24) return process.execPath;
  return execFileSync('npx', ['-y', '-p', 'node@24', 'node', '-p', 'process.execPath'], {
    // Its package installs the program by a script, which .npmrc otherwise refuses.
    env: { ...process.env, npm_config_strict_allow_scripts: 'false' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

export const nodeVersion = (node: string): string =>
  execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
