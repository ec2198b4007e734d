/**
 * `sam validate --lint` on every synthesized template: of the default stage, and of one with all that can be asked for. And what
 * `sam local` would run.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { steps } from '../../functions/steps.ts';
import { Checks } from './checks.ts';
import { Problem, projectFolder, run, runOrFail } from './programs.ts';
import { virtualEnvironment } from './python.ts';
import { writeSamTemplate } from './sam/local-template.ts';

const variants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  dev: {},
  prod: {
    domain: 'accounts.example.com',
    hostedZoneId: 'Z0123456789ABCDEFGHIJ',
    hostedZoneName: 'example.com',
    sender: 'no-reply@example.com',
  },
};

async function synthesize(stage: string): Promise<string> {
  const folder = join(projectFolder, 'build/sam', stage);
  rmSync(folder, { recursive: true, force: true });
  const settings = Object.entries({ stage, ...variants[stage] }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const cdk = join(projectFolder, 'node_modules/.bin/cdk');
  await runOrFail(cdk, ['synth', '--quiet', '--output', folder, ...settings]);
  return folder;
}

/** Empty stacks are not. */
const isDeployed = (path: string) =>
  path.endsWith('.template.json') && 'Resources' in JSON.parse(readFileSync(path, 'utf8'));

async function validate(sam: string, template: string): Promise<void> {
  // Without a region it asks the operator's own AWS configuration for one.
  const parameters = ['validate', '--lint', '--region', 'us-east-1', '--template-file', template];
  const environment = { ...process.env, SAM_CLI_TELEMETRY: '0', NO_COLOR: '1' };
  const { code, output } = await run(sam, parameters, { environment });
  if (code !== 0) throw new Problem(output);
}

/** What SAM's own code makes of a template: see sam/read.py. */
interface SamReading {
  readonly functions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly routes: readonly string[];
}

const endpoint = 'http://127.0.0.1:4566';
/** What docs/local-aws.md tells its reader to provide. */
const provided = {
  PUBLIC_ORIGIN: 'http://localhost:3001',
  EDGE_SECRET_SHA256: 'any text',
  KEY_ARN: 'arn:aws:kms:us-east-1:000000000000:key/test',
};

async function readAsSam(binFolder: string, folder: string): Promise<SamReading> {
  const variables = join(folder, 'sam-env.json');
  writeFileSync(variables, JSON.stringify({ Parameters: provided }));
  const { answer } = await runOrFail(
    join(binFolder, 'python'),
    [join(import.meta.dirname, 'sam/read.py'), writeSamTemplate(folder, endpoint), variables, 'us-east-1'],
    {
      cwd: folder,
      environment: {
        ...process.env,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_SESSION_TOKEN: '',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        SAM_CLI_TELEMETRY: '0',
      },
    },
  );
  return JSON.parse(answer) as SamReading;
}

/** The functions get what the documented command gives them, and nothing leads to the AWS account of its caller. */
async function checkLocalRun(binFolder: string, folder: string): Promise<void> {
  const { functions, routes } = await readAsSam(binFolder, folder);
  for (const { name, method, path } of steps) {
    const variables = functions[`serverless-mfa-dev-${name.replaceAll('/', '-')}`];
    assert.ok(variables, `${name} has no function`);
    assert.equal(variables['AWS_ENDPOINT_URL'], endpoint, name);
    assert.equal(variables['AWS_ACCESS_KEY_ID'], 'test', name);
    for (const [variable, value] of Object.entries(provided))
      if (variable in variables) assert.equal(variables[variable], value, name);
    const methods = method === 'ANY' ? ['GET', 'POST', 'DELETE'] : [method];
    for (const one of methods) assert.ok(routes.includes(`${one} /api${path}`), `${one} /api${path}`);
  }
}

async function validateAll(checks: Checks): Promise<void> {
  const requirements = join(import.meta.dirname, 'sam/requirements.txt');
  const binFolder = await virtualEnvironment('sam-venv', requirements, (line) => checks.progress(line));
  for (const stage of Object.keys(variants)) {
    const folder = await synthesize(stage);
    for (const name of readdirSync(folder).filter((file) => isDeployed(join(folder, file))))
      await checks.that(`sam validate --lint: stage ${stage}, ${name}`, () =>
        validate(join(binFolder, 'sam'), join(folder, name)),
      );
    if (stage === 'dev')
      await checks.that('sam local: every operation is there, and calls the emulator', () =>
        checkLocalRun(binFolder, folder),
      );
  }
}

await new Checks().all(validateAll);
