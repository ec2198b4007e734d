import { describe, expect, it } from 'vitest';
import { codeMethods } from '../../../core/factors/factor.ts';
import { type SourceFile, sourceFiles, type Violation } from '../../architecture.ts';

/**
 * A list of methods in the code is one that nobody extends for a new factor. The lists are in core/factors/; elsewhere
 * there are tables and switches over all methods, which the compiler holds complete.
 */

const layers = /^(core|functions|operator|cli|static-site|lib)\//;
const home = 'core/factors/';

const name = `['"\`](?:${codeMethods.join('|')})['"\`]`;
/** Two methods beside each other, as in an array, a union of types or two cases of a switch. */
const list = new RegExp(`${name}\\s*(?:[,|)]|:\\s*case|as const,)\\s*(?:case\\s*)?${name}(?!\\s*:)`);
/** A comparison with one method: what is true of one method only is a fact in core/factors/. */
const comparison = new RegExp(
  [
    `[=!]==?\\s*${name}`,
    `${name}\\s*[=!]==?`,
    `\\.(?:includes|indexOf|has|startsWith)\\(\\s*${name}`,
    `\\bcase\\s+${name}`,
  ].join('|'),
);

/** What a file compares that is called `email`, but is not a method. */
const otherMeanings: Readonly<Record<string, RegExp>> = {
  'core/mail/user-words.ts': /field === 'email'/,
  'static-site/src/components/field.tsx': /type === 'email'/,
};

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

function methodLists(files: readonly SourceFile[]): Violation[] {
  return files
    .filter(({ path }) => layers.test(path) && !path.startsWith(home))
    .flatMap(({ path, text }) => {
      const code = withoutComments(text).replace(otherMeanings[path] ?? '', '');
      return [list, comparison].flatMap((pattern) => {
        const found = pattern.exec(code)?.[0];
        return found ? [{ file: path, what: found }] : [];
      });
    });
}

describe('methods outside core/factors', () => {
  it('are in no list, and none is compared with', () => {
    expect(methodLists(sourceFiles())).toEqual([]);
  });

  it.each([
    "const methods = ['email', 'authenticator'];",
    'const methods = new Set(["authenticator", "recovery-code"]);',
    "type Method =\n  | 'email'\n  | 'authenticator';",
    "z.enum(['password', 'key', 'email',\n  'authenticator'])",
    "switch (type) { case 'email': case 'authenticator': return true; }",
    "if (type === 'authenticator') return;",
    "if ('email' !== type) return;",
    "const isMailed = methods.includes('email');",
    "switch (method) { case 'recovery-code': return 1; default: return 2; }",
  ])('would be found: %s', (text) => {
    expect(methodLists([{ path: 'functions/steps/mfa/activate.ts', text }])).not.toEqual([]);
    expect(methodLists([{ path: 'core/factors/factor.ts', text }])).toEqual([]);
  });

  it.each([
    'const icons: Record<FactorType, Icon> = { email: EnvelopeIcon, authenticator: PhoneIcon };',
    "type Reader = Pick<User, 'email' | 'name'>;",
    "// not ['email', 'authenticator']",
    "const columns = ['name', 'email', 'role'];",
  ])('are not found in: %s', (text) => {
    expect(methodLists([{ path: 'functions/steps/mfa/activate.ts', text }])).toEqual([]);
  });
});
