import { posix } from 'node:path';
import { transform } from 'esbuild';
import { steps } from '../../functions/steps.ts';
import type { SourceFile, Violation } from '../architecture.ts';

/** Proofs are types that only a cast makes, and each cast has one home. */
const homes: Readonly<Record<string, string>> = {
  PasswordMatch: 'core/accounts/password.ts',
  KeyMatch: 'core/sign-in/ssh-key.ts',
  CodeProof: 'core/factors/factor.ts',
  Verified: 'core/sign-in/verified.ts',
};

const makersOfCodeProofs = /^core\/factors\/[\w-]+\.ts$/;

/** Casts that get round the types without naming a proof. */
const blindCasts =
  /\bas\s+(any|never)\b|\bas\s+[^;]*\btypeof\s+(createSession|verifiedBy\w+|check\w+|makeCodeProof)/;

const ofTheService = (files: readonly SourceFile[]) =>
  files.filter(({ path }) => /^(core|functions)\//.test(path));

/** Sources of core and functions that make a proof outside its home. */
export async function proofViolations(files: readonly SourceFile[]): Promise<Violation[]> {
  const found = ofTheService(files).map(async ({ path, text }) => {
    const code = withoutComments(text);
    const casts = Object.keys(homes).filter(
      (proof) => homes[proof] !== path && new RegExp(`\\bas\\s+(unknown\\s+as\\s+)?${proof}\\b`).test(code),
    );
    const callsIt = !makersOfCodeProofs.test(path) && (await usedNames(text)).has('makeCodeProof');
    return [
      ...casts.map((proof) => ({ file: path, what: `makes ${proof}` })),
      ...(callsIt ? [{ file: path, what: 'uses makeCodeProof' }] : []),
      ...(blindCasts.test(code) ? [{ file: path, what: 'casts blindly' }] : []),
    ];
  });
  return (await Promise.all(found)).flat();
}

/** The steps whose file reaches createSession, by whatever files it imports. */
export async function stepsThatCreateSessions(files: readonly SourceFile[]): Promise<string[]> {
  const imports = new Map<string, ReadonlySet<string>>();
  const reaching = new Set<string>();
  for (const { path, text } of ofTheService(files)) {
    const code = await runtimeCode(text);
    imports.set(path, new Set(importedFiles(path, code)));
    if (path !== 'core/sign-in/session.ts' && /\bcreateSession\b/.test(code)) reaching.add(path);
  }
  for (let size = -1; size !== reaching.size; ) {
    size = reaching.size;
    for (const [path, targets] of imports)
      if ([...targets].some((target) => reaching.has(target))) reaching.add(path);
  }
  return steps.map(({ name }) => name).filter((name) => reaching.has(`functions/steps/${name}.ts`));
}

/** What is left to run: types and comments are gone. */
async function runtimeCode(text: string): Promise<string> {
  const { code } = await transform(text, { loader: 'ts', legalComments: 'none', target: 'esnext' });
  return code;
}

async function usedNames(text: string): Promise<ReadonlySet<string>> {
  return new Set((await runtimeCode(text)).match(/[\w$]+/g));
}

function importedFiles(path: string, code: string): string[] {
  const names = [...code.matchAll(/\bfrom\s*"(\.[^"]+)"|\bimport\s*\(?\s*"(\.[^"]+)"/g)];
  return names.map(([, from, called]) => posix.join(posix.dirname(path), from ?? called ?? ''));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
