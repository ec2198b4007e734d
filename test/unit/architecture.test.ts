import { describe, expect, it } from 'vitest';
import { banViolations, importsOf, importViolations, sourceFiles } from '../architecture.ts';

const files = sourceFiles();

describe('the arrow between the folders', () => {
  it('reads sources of every layer that has code', () => {
    const layers = new Set(files.map(({ path }) => path.split('/')[0]));
    expect([...layers]).toEqual(expect.arrayContaining(['core', 'functions', 'lib']));
  });

  it('holds: lib reads only the table of steps, functions only core, core only its protocol libraries', () => {
    expect(importViolations(files)).toEqual([]);
  });

  it.each([
    ['core/sign-in/session.ts', "import { store } from '../../functions/adapters/store.ts';"],
    ['core/sign-in/session.ts', "import type { APIGatewayProxyEventV2 } from 'aws-lambda';"],
    ['core/sign-in/session.ts', "import { readFile } from 'node:fs/promises';"],
    ['core/factors/email.ts', "export { send } from '@aws-sdk/client-ses';"],
    ['core/factors/email.ts', "const ses = await import('@aws-sdk/client-ses');"],
    ['core/sign-in/session.ts', "import 'node:http';"],
    ['functions/steps/auth/sign-in.ts', "import { stageNames } from '../../../lib/names.ts';"],
    ['functions/steps/auth/sign-in.ts', "import { start } from '../../../local/start.ts';"],
    ['lib/app.ts', "import { toLambda } from '../functions/http/lambda.ts';"],
    ['lib/app.ts', "import type { User } from '../core/accounts/user.ts';"],
    ['cli/mfa.ts', "import { signIn } from '../core/sign-in/session.ts';"],
    ['static-site/src/main.tsx', "import { steps } from '../../functions/steps.ts';"],
  ])('finds in %s: %s', (path, text) => {
    expect(importViolations([{ path, text }])).toHaveLength(1);
  });

  it('reads imports over several lines, and several on one', () => {
    const text = "import {\n  a,\n  type B,\n} from './a.ts';\nimport './b.ts'; export * from './c.ts';";
    expect(importsOf(text)).toEqual(['./a.ts', './b.ts', './c.ts']);
  });
});

describe('time, randomness and environment', () => {
  it('are passed to core and functions, never taken', async () => {
    expect(await banViolations(files)).toEqual([]);
  });

  it.each([
    'const code = Math.random();',
    'const now = Date.now();',
    'const now = new Date();',
    'const now = new Date;',
    'const token = crypto.randomUUID();',
    'const token = crypto.randomBytes(32);',
    "const token = crypto['randomBytes'](32);",
    'const table = process.env.USERS_TABLE;',
    "const table = process['env'].USERS_TABLE;",
    'setTimeout(retry, 100);',
  ])('are found in core: %s', async (text) => {
    expect(await banViolations([{ path: 'core/sign-in/session.ts', text }])).not.toEqual([]);
  });

  it.each(['const id = crypto.randomUUID();', 'const jitter = Math.random();', 'process.env.STAGE;'])(
    'are found in functions: %s',
    async (text) => {
      expect(await banViolations([{ path: 'functions/steps/auth/sign-in.ts', text }])).not.toEqual([]);
    },
  );

  it('are not found in comments, nor where an instant is passed in', async () => {
    const text =
      '// Date.now() is not used here\nexport const day = (at: number) => new Date(at).toISOString();';
    expect(await banViolations([{ path: 'core/sign-in/session.ts', text }])).toEqual([]);
  });
});
