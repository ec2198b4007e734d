import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildCli, cliBuildFolder } from '../lib/build/cli.ts';

const runs = 21;

/** How long `mfa --version` takes beside `node -e 0`: taken in turns, as the machine is never equally busy. */
export async function measureCli(): Promise<{ what: string; value: string }[]> {
  await buildCli();
  const program = join(cliBuildFolder, 'mfa.mjs');
  const commands = {
    'node -e 0': ['-e', '0'],
    '--version': [program, '--version'],
    '--help': [program, '--help'],
  };
  const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
  for (let run = 0; run < runs; run += 1)
    for (const [name, words] of Object.entries(commands)) {
      const begunAt = performance.now();
      spawnSync(process.execPath, words);
      times.get(name)?.push(performance.now() - begunAt);
    }
  const median = (name: string) => times.get(name)?.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
  const empty = median('node -e 0');
  return ['--version', '--help'].map((word) => ({
    what: `mfa ${word} (node -e 0: ${Math.round(empty)} ms)`,
    value: `${Math.round(median(word))} ms, ${(median(word) / empty).toFixed(2)} times`,
  }));
}
