#!/usr/bin/env node
/** `npx mfa` in the repository: builds the command if its sources are newer than the build, then runs it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const sources = readdirSync(folder, { recursive: true }).filter((name) =>
  /(\.ts|^package\.json)$/.test(name),
);
const newest = Math.max(...sources.map((name) => changedAt(join(folder, name))));

if (newest > changedAt(join(folder, 'build', 'mfa.mjs'))) {
  const builder = fileURLToPath(new URL('../lib/build/cli.ts', import.meta.url));
  const built = spawnSync(process.execPath, ['--import', 'tsx', builder], {
    cwd: join(folder, '..'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) process.exit(1);
}
await import('./build/mfa.mjs');
