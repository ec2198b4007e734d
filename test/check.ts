/** `npm run check`: format, lint, types, English, documents and imports; one line for each, and an exit code for CI. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  banViolations,
  importCircles,
  importViolations,
  sourceFiles,
  type Violation,
} from './architecture.ts';
import { documentFiles, documentViolations } from './documents.ts';
import { proseFiles, proseViolations } from './prose.ts';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));

interface Finding {
  readonly ok: boolean;
  /** What the tool says, shown where something is wrong. */
  readonly output: string;
}

function run(tool: string, ...parameters: string[]): Promise<Finding> {
  const program = join(projectFolder, 'node_modules', tool);
  return new Promise((resolve) => {
    const options = { cwd: projectFolder, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [program, ...parameters], options, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: `${stdout}${stderr}`.trim() });
    });
  });
}

const listed = (violations: readonly Violation[]): Finding => ({
  ok: violations.length === 0,
  output: violations.map(({ file, what }) => `${file} ${what}`).join('\n'),
});

const files = sourceFiles();
const sitesTypes = 'static-site/tsconfig.json';
const checks: Record<string, () => Promise<Finding>> = {
  'format and lint (Biome)': () => run('@biomejs/biome/bin/biome', 'check', '--diagnostic-level=warn', '.'),
  'types (tsc)': () => run('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'),
  ...(existsSync(join(projectFolder, sitesTypes))
    ? { 'types of the site (tsc)': () => run('typescript/bin/tsc', '--noEmit', '-p', sitesTypes) }
    : {}),
  'spelling (cspell)': () => run('cspell/bin.mjs', 'lint', '--no-progress', '--no-summary'),
  'plain English': async () => listed(proseViolations(proseFiles())),
  'no unused exports and dependencies (knip)': () =>
    run('knip/bin/knip.js', '--no-progress', '--no-config-hints'),
  'links, paths and indexes of the documents': async () => listed(documentViolations(documentFiles())),
  'imports follow the arrows': async () => listed(importViolations(files)),
  'no circles of imports': async () => {
    const circles = importCircles(files);
    return { ok: circles.length === 0, output: circles.join('\n') };
  },
  'bundles, calls and capacity are as recorded': () => run('tsx/dist/cli.mjs', 'bench/compare.ts'),
  'time, randomness and environment are passed in': async () => listed(await banViolations(files)),
};

let failed = 0;
const pending = Object.entries(checks).map(([name, check]) => ({ name, finding: check() }));
for (const { name, finding } of pending) {
  const { ok, output } = await finding;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}`);
  if (ok) continue;
  failed += 1;
  console.log(output.replace(/^/gm, '     '));
}
console.log(`${pending.length - failed} of ${pending.length} checks passed, ${files.length} source files.`);
if (failed > 0) process.exitCode = 1;
