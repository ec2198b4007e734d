import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in a file. Lines and columns count from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** A change of core/ as Stryker's report has it. */
export interface Mutant {
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

interface Located extends Mutant {
  readonly file: string;
  readonly source: string;
}

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The mutants that are not even TypeScript: the compiler refuses the changed lines. Stryker's own checker needs an interface that
 * TypeScript 7 does not have. One mutant of each file is compiled at a time, all files together; an error elsewhere than in the
 * changed lines does not count, so this finds too few rather than too many.
 */
export function errorsOfMutants<M extends Located>(mutants: readonly M[]): ReadonlySet<M> {
  const byFile = new Map<string, M[]>();
  for (const one of mutants) byFile.set(one.file, [...(byFile.get(one.file) ?? []), one]);
  const rounds = Math.max(0, ...[...byFile.values()].map(({ length }) => length));
  const folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-mutants-'));
  const refused = new Set<M>();
  try {
    cpSync(join(project, 'core'), join(folder, 'core'), { recursive: true });
    cpSync(join(project, 'tsconfig.json'), join(folder, 'tsconfig.base.json'));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: './tsconfig.base.json', include: ['core'] }),
    );
    symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
    for (let round = 0; round < rounds; round += 1) {
      const tried = [...byFile.values()].flatMap((list) => list[round] ?? []);
      for (const one of tried) writeFileSync(join(folder, one.file), mutated(one));
      const errors = compile(folder);
      for (const one of tried) {
        if (errors.some((error) => isWithin(error, one))) refused.add(one);
        writeFileSync(join(folder, one.file), one.source);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return refused;
}

function mutated({ source, replacement, location: { start, end } }: Located): string {
  const lines = source.split('\n');
  const before = [...lines.slice(0, start.line - 1), lines[start.line - 1]?.slice(0, start.column - 1)];
  const after = [lines[end.line - 1]?.slice(end.column - 1), ...lines.slice(end.line)];
  return `${before.join('\n')}${replacement}${after.join('\n')}`;
}

interface CompilerError {
  readonly file: string;
  readonly line: number;
}

function compile(folder: string): readonly CompilerError[] {
  const compiler = join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '--noEmit', '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return [...stdout.matchAll(/^(\S+?)\((\d+),\d+\): error /gm)].map(([, file = '', line]) => ({
    file,
    line: Number(line),
  }));
}

function isWithin(error: CompilerError, { file, replacement, location: { start } }: Located): boolean {
  const last = start.line + replacement.split('\n').length - 1;
  return error.file === file && error.line >= start.line && error.line <= last;
}
