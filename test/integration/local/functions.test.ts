import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { build } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import { createTables, type Emulators, startEmulators } from '../../../local/emulators/index.ts';
import { FunctionPool } from '../../../local/functions/index.ts';
import { Iam, operatorKeyID } from '../../../local/iam.ts';
import { readModel } from '../../../local/template/index.ts';
import { toEvent } from '../../support/service.ts';
import { type SmallAssembly, smallService, writeAssembly } from './assembly.ts';

describe('a function of the template', () => {
  let assembly: SmallAssembly | undefined;
  let emulators: Emulators | undefined;
  let pool: FunctionPool | undefined;
  let logged: string[] = [];
  let iam: Iam;

  async function start(code: string, more: Partial<Parameters<typeof smallService>[0][string]> = {}) {
    logged = [];
    assembly = await writeAssembly(
      { app: smallService({ Only: { route: 'GET /api/only', ...more } }) },
      { 'Only/index.mjs': code, 'site/index.html': '' },
    );
    const model = await readModel(assembly.folder);
    iam = new Iam(model.functions);
    emulators = await startEmulators({ authorize: iam.authorize });
    pool = new FunctionPool(model.functions, emulators, (name, level, line) =>
      logged.push(`${name} ${level} ${line}`),
    );
    const arn = model.api.routes[0]?.functionArn ?? '';
    return (event: object = {}) => (pool as FunctionPool).invoke(arn, event);
  }

  afterEach(async () => {
    await pool?.close();
    await emulators?.close();
    await assembly?.remove();
  });

  it('runs with its own environment, the emulators and its name as the access key, and nothing else', async () => {
    process.env['SHELL_VARIABLE'] = 'leaks';
    const invoke = await start('export const handler = async () => ({ ...process.env });', {
      environment: { STAGE: 'test' },
    });
    const { answer } = (await invoke()) as { answer: Record<string, string> };
    expect(answer).toMatchObject({
      STAGE: 'test',
      AWS_ACCESS_KEY_ID: 'Only',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_DYNAMODB: emulators?.dynamodb.endpoint,
      AWS_LAMBDA_FUNCTION_NAME: 'app-Only',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    });
    expect(answer).not.toHaveProperty('SHELL_VARIABLE');
    delete process.env['SHELL_VARIABLE'];
  });

  it("gets Lambda's context", async () => {
    const invoke = await start(
      'export const handler = async (_, context) => ({ ...context, left: context.getRemainingTimeInMillis() });',
      { timeoutSeconds: 5 },
    );
    const { answer } = (await invoke()) as { answer: Record<string, unknown> };
    expect(answer).toMatchObject({ functionName: 'app-Only', memoryLimitInMB: '256' });
    expect(answer['left']).toBeGreaterThan(3000);
    expect(answer['left']).toBeLessThanOrEqual(5000);
  });

  it('logs an error of an operation with the id of its request, as on Lambda', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `export { handler } from './functions/steps/http/not-found.ts';`,
        resolveDir: fileURLToPath(new URL('../../../', import.meta.url)),
      },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
    });
    // Without a setting that it needs, the function fails.
    const invoke = await start(outputFiles[0]?.text ?? '', { environment: { PUBLIC_ORIGIN: '' } });
    const event = toEvent('http/not-found', {});
    await invoke(event);
    await invoke(event);
    const lines = () =>
      logged.flatMap((line) => {
        const [, text] = /^app-Only loud (\{.*"level":"ERROR".*)$/.exec(line) ?? [];
        if (text === undefined) return [];
        // Lambda wraps the line of the function, with the id of the request on both.
        const { requestId, message } = JSON.parse(text);
        const own = JSON.parse(message);
        expect(own).toMatchObject({ level: 'error', requestId });
        return [own];
      });
    await expect.poll(() => lines().map(({ coldStart }) => coldStart)).toEqual([true, false]);
    const ids = lines().map(({ requestId }) => requestId);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('runs its invocations at the same time, in one module', async () => {
    const invoke = await start(`
      const waiting = [];
      let loads = 0; loads += 1;
      export const handler = async () => {
        await new Promise((resolve) => { waiting.push(resolve); if (waiting.length === 20) for (const go of waiting) go(); });
        return { together: waiting.length, loads };
      };`);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => invoke()));
    expect(new Set(outcomes.map((it) => JSON.stringify(it)))).toEqual(
      new Set([JSON.stringify({ kind: 'answered', answer: { together: 20, loads: 1 } })]),
    );
  });

  it('that throws fails, and its error is logged', async () => {
    const invoke = await start("export const handler = async () => { throw new Error('on purpose'); };");
    expect(await invoke()).toEqual({ kind: 'failed' });
    expect(logged[0]).toMatch(/^app-Only loud Error: on purpose/);
  });

  it.each([
    ['ends its process', 'process.exit(3)'],
    [
      'throws outside of its invocation',
      "setTimeout(() => { throw new Error('late'); }); await new Promise(() => {})",
    ],
    [
      'takes more memory than it has',
      'const all = []; for (;;) all.push(new Array(100000).fill(all.length))',
    ],
  ])('that %s fails, and runs again at the next request', async (_, crash) => {
    const invoke = await start(
      `export const handler = async ({ crashes }) => { if (crashes) { ${crash} } return 'well'; };`,
      { timeoutSeconds: 20 },
    );
    expect(await invoke({ crashes: true })).toEqual({ kind: 'failed' });
    expect(await invoke()).toEqual({ kind: 'answered', answer: 'well' });
  });

  it('whose module does not load fails each time', async () => {
    const invoke = await start("import 'absent-package'; export const handler = async () => 1;");
    expect(await invoke()).toEqual({ kind: 'failed' });
    expect(await invoke()).toEqual({ kind: 'failed' });
    expect(logged.join()).toContain('absent-package');
  });

  it('times out as declared, also in a loop without end, and runs again at the next request', async () => {
    const invoke = await start(
      `export const handler = async ({ how }) => {
        if (how === 'wait') await new Promise(() => {});
        if (how === 'spin') for (;;);
        return 'well';
      };`,
      { timeoutSeconds: 1 },
    );
    expect(await invoke({ how: 'wait' })).toEqual({ kind: 'timed-out' });
    expect(await invoke({ how: 'spin' })).toEqual({ kind: 'timed-out' });
    expect(await invoke()).toEqual({ kind: 'answered', answer: 'well' });
    expect(logged).toContain('app-Only loud Task timed out after 1.00 seconds');
  });

  it('has its time for the invocation alone, not for the loading of its module', async () => {
    const invoke = await start(
      `await new Promise((resolve) => setTimeout(resolve, 1200));
      export const handler = async (_, context) => context.getRemainingTimeInMillis() > 0;`,
      { timeoutSeconds: 1 },
    );
    expect(await invoke()).toEqual({ kind: 'answered', answer: true });
  });

  it('is heard in the log: warnings and errors loudly', async () => {
    const invoke = await start(`export const handler = async () => {
      console.log('ordinary'); console.error('plain error'); process.stdout.write(JSON.stringify({ level: 'WARN', message: 'odd' }) + '\\n');
    };`);
    await invoke();
    const lines = () =>
      logged.map((line) => {
        const [, loudness, text = ''] = /^app-Only (\w+) (.*)$/.exec(line) ?? [];
        const { level, message } = JSON.parse(text);
        return [loudness, level, message];
      });
    await expect.poll(lines).toEqual([
      ['quiet', 'INFO', 'ordinary'],
      ['loud', 'ERROR', 'plain error'],
      ['loud', 'WARN', 'odd'],
    ]);
  });

  it('may do at the emulators what its role allows, and nothing else', async () => {
    const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/things';
    const sdk = import.meta.resolve('@aws-sdk/client-dynamodb');
    const invoke = await start(
      `import { DynamoDBClient, PutItemCommand, DeleteItemCommand } from ${JSON.stringify(sdk)};
      const client = new DynamoDBClient({});
      export const handler = async ({ deletes }) => {
        const id = { id: { S: 'one' } };
        const command = deletes ? new DeleteItemCommand({ TableName: 'things', Key: id }) : new PutItemCommand({ TableName: 'things', Item: id });
        return client.send(command).then(() => 'done', (error) => error.name);
      };`,
      {
        statements: [
          { Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:GetItem'], Resource: table },
          { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: `${table}-other` },
        ],
      },
    );
    const client = new DynamoDBClient({
      endpoint: emulators?.dynamodb.endpoint ?? '',
      region: 'us-east-1',
      credentials: { accessKeyId: operatorKeyID, secretAccessKey: 'local' },
    });
    await createTables(client, [
      {
        tableName: 'things',
        attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    ]);
    expect(await invoke()).toEqual({ kind: 'answered', answer: 'done' });
    expect(await invoke({ deletes: true })).toEqual({ kind: 'answered', answer: 'AccessDeniedException' });
    expect(iam.unusedGrants()).toEqual([
      { function: 'Only', action: 'dynamodb:GetItem', resource: table },
      { function: 'Only', action: 'dynamodb:PutItem', resource: `${table}-other` },
    ]);
  });
});
