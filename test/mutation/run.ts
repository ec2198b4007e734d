/**
 * `npm run mutation`: changes core/ in thousands of small ways (Stryker), and says how many of the changes its unit tests or the
 * compiler notice, per folder. `npm run mutation -- kernel sign-in/session.ts` does that for some folders or files. What nobody notices
 * is listed in build/mutation/. docs/mutation.md has the scores.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorsOfMutants, type Mutant } from './compile-mutants.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const output = join(project, 'build', 'mutation');
/** Of the mutants, in percent. */
const leastScore = 90;

interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly (Mutant & { status: string })[] }>
  >;
}

/** Texts are read by people, not by tests of rules. */
const unmutated = '!core/mail/texts/**';

/** @param room A folder of core/, or a file in one. */
function report(room: string): Report {
  const stryker = join(project, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const files = room.endsWith('.ts') ? room : `${room}/**/*.ts`;
  const mutate = ['--mutate', `core/${files},${unmutated}`];
  const { status, stdout } = spawnSync(
    process.execPath,
    [stryker, 'run', join(project, 'test', 'mutation', 'stryker.config.json'), ...mutate],
    { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) throw new Error(`Stryker failed for core/${room}:\n${stdout}`);
  return JSON.parse(readFileSync(join(output, 'report.json'), 'utf8'));
}

interface Score {
  readonly room: string;
  readonly mutants: number;
  readonly byTests: number;
  readonly byCompiler: number;
  readonly left: readonly string[];
}

function score(room: string): Score {
  const files = Object.entries(report(room).files);
  const all = files.flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => ({ file, source, ...mutant })),
  );
  const counted = all.filter(({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status));
  const unnoticed = counted.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const refused = errorsOfMutants(unnoticed);
  const left = unnoticed
    .filter((mutant) => !refused.has(mutant))
    .map(({ file, location: { start }, status, mutatorName, replacement }) => {
      const place = `${file}:${start.line}:${start.column}`;
      return `${place} ${status} ${mutatorName}: ${replacement.replace(/\s+/g, ' ').slice(0, 120)}`;
    });
  return {
    room,
    mutants: counted.length,
    byTests: counted.length - unnoticed.length,
    byCompiler: refused.size,
    left,
  };
}

const percent = ({ mutants, left }: Score) => (100 * (mutants - left.length)) / mutants;

const given = process.argv.slice(2);
const rooms = given.length > 0 ? given : readdirSync(join(project, 'core'));
mkdirSync(output, { recursive: true });
let isEnough = true;
console.log('| folder | mutants | killed by tests | refused by the compiler | survived | score |');
console.log('|---|---|---|---|---|---|');
for (const room of rooms) {
  const one = score(room);
  writeFileSync(join(output, `${room.replaceAll('/', '-')}.txt`), `${one.left.join('\n')}\n`);
  const columns = [`core/${room}`, one.mutants, one.byTests, one.byCompiler, one.left.length];
  console.log(`| ${[...columns, `${percent(one).toFixed(1)} %`].join(' | ')} |`);
  isEnough &&= percent(one) >= leastScore;
}
process.exitCode = isEnough ? 0 : 1;
