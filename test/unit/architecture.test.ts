import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  arrowTable,
  banViolations,
  importCircles,
  importsOf,
  importViolations,
  sourceFiles,
} from '../architecture.ts';

const files = sourceFiles();

describe('the arrows between the folders', () => {
  it('cover every folder that has code', () => {
    const tops = new Set(files.map(({ path }) => path.split('/')[0]));
    expect([...tops].sort()).toEqual(
      [
        'bench',
        'cli',
        'core',
        'docs',
        'functions',
        'lib',
        'local',
        'operator',
        'packages',
        'release',
        'static-site',
        'test',
      ].sort(),
    );
  });

  it('hold', () => {
    expect(importViolations(files)).toEqual([]);
  });

  it('are what CONTRIBUTING.md says', () => {
    expect(readFileSync(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8')).toContain(arrowTable());
  });

  it.each([
    // core/ is pure.
    ['core/sign-in/session.ts', "import { store } from '../../functions/adapters/store.ts';"],
    ['core/sign-in/session.ts', "import type { Store } from '../../functions/adapters/store.ts';"],
    ['core/sign-in/session.ts', "import type { APIGatewayProxyEventV2 } from 'aws-lambda';"],
    ['core/sign-in/session.ts', "import { readFile } from 'node:fs/promises';"],
    ['core/factors/email.ts', "export { send } from '@aws-sdk/client-ses';"],
    ['core/factors/email.ts', "const ses = await import('@aws-sdk/client-ses');"],
    ['core/sign-in/session.ts', "import 'node:http';"],
    ['core/accounts/password.ts', "import { argon2id } from 'hash-wasm';"],
    // Its rooms import downwards only, types included, and a new room needs a place.
    ['core/kernel/change.ts', "import type { User } from '../accounts/user.ts';"],
    ['core/mail/notice.ts', "import type { User } from '../accounts/user.ts';"],
    ['core/sign-in/requirement.ts', "import type { Role } from '../organizations/organization.ts';"],
    ['core/news/letter.ts', "export const letter = '';"],
    // Adapters know neither rules nor HTTP.
    ['functions/adapters/store.ts', "import { refuse } from '../http/respond.ts';"],
    ['functions/adapters/store.ts', "import type { Answer } from '../http/step.ts';"],
    ['functions/adapters/store.ts', "import { userKey } from '../../core/accounts/user.ts';"],
    ['functions/adapters/store.ts', "import { tryCode } from '../flows/sign-in/try-code.ts';"],
    // Flows know no HTTP, and of adapters only the types.
    ['functions/flows/sign-in/try-code.ts', "import { step } from '../../http/step.ts';"],
    ['functions/flows/sign-in/try-code.ts', "import type { Answer } from '../../http/step.ts';"],
    ['functions/flows/sign-in/try-code.ts', "import { store } from '../../adapters/store.ts';"],
    ['functions/flows/sign-in/try-code.ts', "import { type Store } from '../../adapters/store.ts';"],
    ['functions/flows/sign-in/try-code.ts', "import { steps } from '../../steps.ts';"],
    ['functions/flows/sign-in/try-code.ts', "import { step } from '../../steps/auth/sign-in.ts';"],
    // http/ knows no flow and no step.
    ['functions/http/caller.ts', "import { tryCode } from '../flows/sign-in/try-code.ts';"],
    ['functions/http/lambda.ts', "import { step } from '../steps/auth/sign-in.ts';"],
    // Steps and jobs name the factories of adapters in `uses`, and do nothing else with them.
    [
      'functions/steps/auth/sign-in.ts',
      "import { store } from '../../adapters/store.ts';\nstore(host).read();",
    ],
    [
      'functions/steps/auth/sign-in.ts',
      "import { isDenial, metrics } from '../../adapters/metrics.ts';\nuses: { metrics }",
    ],
    ['functions/jobs/orgs/remind.ts', "import { isDenial } from '../../adapters/metrics.ts';"],
    ['functions/steps/auth/sign-in.ts', "import * as z from '../../adapters/store.ts';"],
    ['functions/steps/auth/sign-in.ts', "import { stageNames } from '../../../lib/names.ts';"],
    ['functions/jobs/orgs/remind.ts', "import type { Answer } from '../../http/step.ts';"],
    ['functions/steps.ts', "import { lambdaHost } from './host.ts';"],
    // The CDK app sees the tables.
    ['lib/app.ts', "import { toLambda } from '../functions/http/lambda.ts';"],
    ['lib/app.ts', "import type { User } from '../core/accounts/user.ts';"],
    // The clients see the contract.
    ['cli/main.ts', "import { signIn } from '../core/sign-in/session.ts';"],
    ['cli/main.ts', "import type { Session } from '../core/sign-in/session.ts';"],
    ['cli/main.ts', "import openapi from '../contract/openapi.json';"],
    ['static-site/src/main.tsx', "import { steps } from '../../functions/steps.ts';"],
    ['operator/operator.ts', "import { toLambda } from '../functions/http/lambda.ts';"],
    // Only tests and benchmarks know the local run, and it knows nothing of the product.
    ['functions/steps/auth/sign-in.ts', "import { start } from '../../../local/start.ts';"],
    ['lib/app.ts', "import type { LocalRun } from '../local/run.ts';"],
    ['operator/stage.ts', "import { startLocalRun } from '../local/run.ts';"],
    ['local/run.ts', "import { steps } from '../functions/steps.ts';"],
    // Nothing imports tests, suites do not import each other, and live suites see only what a user sees.
    ['lib/app.ts', "import { startService } from '../test/support/service.ts';"],
    ['test/unit/a.test.ts', "import { spoof } from '../attacks/http/spoof.ts';"],
    ['test/e2e/guide.test.ts', "import { store } from '../../functions/adapters/store.ts';"],
    ['test/cli/wire.test.ts', "import { client } from '../../cli/api/client.ts';"],
    ['bench/bench.ts', "import { spoof } from '../test/attacks/http/spoof.ts';"],
  ])('find in %s: %s', (path, text) => {
    expect(importViolations([{ path, text }])).toHaveLength(1);
  });

  it.each([
    [
      'functions/adapters/passwords.ts',
      "import type { PasswordHasher } from '../../core/accounts/password.ts';",
    ],
    ['functions/flows/sign-in/try-code.ts', "import type { Store } from '../../adapters/store.ts';"],
    [
      'functions/steps/auth/sign-in.ts',
      "import { type Store, store } from '../../adapters/store.ts';\ndefineStep({ uses: { mailer, store } });",
    ],
    ['cli/main.ts', "import type { paths } from '../contract/api.d.ts';"],
    [
      'test/contract/store.test.ts',
      "import { startDynamoDB } from '../../local/emulators/dynamodb/index.ts';",
    ],
  ])('allow in %s: %s', (path, text) => {
    expect(importViolations([{ path, text }])).toEqual([]);
  });

  it('read imports over several lines, and several on one', () => {
    const text =
      "import {\n  a as b,\n  type C,\n} from './a.ts';\nimport './b.ts'; export type { D } from './c.ts';\nexport * from './d.ts';";
    expect(importsOf(text)).toEqual([
      { from: './a.ts', isType: false, values: ['a'] },
      { from: './b.ts', isType: false, values: [] },
      { from: './c.ts', isType: true, values: [] },
      { from: './d.ts', isType: false, values: [] },
    ]);
  });

  it('do not read what only looks like an import, in a text', () => {
    expect(importsOf('const text = "import(\'./a.ts\')";')).toEqual([]);
  });
});

describe('circles of imports', () => {
  it('do not exist, not even of types', () => {
    expect(importCircles(files)).toEqual([]);
  });

  it('are found', () => {
    const circle = [
      { path: 'core/kernel/a.ts', text: "import { b } from './b.ts';\nimport { d } from './d.ts';" },
      { path: 'core/kernel/b.ts', text: "import type { C } from '../factors/c.ts';" },
      { path: 'core/factors/c.ts', text: "import { a } from '../kernel/a.ts';" },
      { path: 'core/kernel/d.ts', text: "import 'node:crypto';" },
    ];
    expect(importCircles(circle)).toEqual([
      'core/kernel/a.ts → core/kernel/b.ts → core/factors/c.ts → core/kernel/a.ts',
    ]);
    expect(importCircles(circle.filter(({ path }) => path !== 'core/factors/c.ts'))).toEqual([]);
  });

  it('of a file with itself are found', () => {
    expect(importCircles([{ path: 'core/kernel/a.ts', text: "import { a } from './a.ts';" }])).toEqual([
      'core/kernel/a.ts → core/kernel/a.ts',
    ]);
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
