import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { dashed } from '../../lib/names.ts';
import { selfSignedCertificate } from '../../test/support/certificate.ts';
import { lambdaNode } from './node.ts';
import { recordScenarios, type Scenarios } from './scenarios.ts';
import { type Stub, startStub } from './stub.ts';

const run = promisify(execFile);
const programs = fileURLToPath(new URL('./programs/', import.meta.url));
const build = fileURLToPath(new URL('../../build/functions/', import.meta.url));

/** CPU milliseconds of a fresh process, from its start to its first answer. */
export interface ColdStart {
  readonly name: string;
  readonly cpu: number;
  /** From the start of the process; depends on what else the machine does. */
  readonly wall: number;
  readonly kilobytes: number;
  /** What the first event asks of AWS. */
  readonly calls: readonly string[];
  readonly connections: number;
}

interface Program {
  readonly name: string;
  readonly module: string;
  readonly event: unknown;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export interface ColdStarts {
  readonly node: string;
  /** The processor time that one password hash adds to the empty function. */
  readonly hash: number;
  readonly floor: ColdStart;
  readonly empty: ColdStart;
  readonly functions: readonly ColdStart[];
}

/** Starts every program once per round, in turns, because the machine is never equally busy. */
export async function measureColdStarts(rounds: number): Promise<ColdStarts> {
  const scenarios = await recordScenarios();
  const folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-bench-'));
  const certificate = selfSignedCertificate();
  writeFileSync(join(folder, 'certificate.pem'), certificate.cert);
  const stub = await startStub(scenarios.recording, certificate);
  const node = lambdaNode();
  const programs = programsOf(scenarios);
  const figures = new Map(programs.map(({ name }) => [name, [] as { cpu: number; wall: number }[]]));
  const seen = new Map<string, { calls: readonly string[]; connections: number }>();
  for (let round = -1; round < rounds; round += 1)
    for (const program of round % 2 === 0 ? programs : [...programs].reverse()) {
      const once = await start(node, program, environmentOf(scenarios, stub, folder), folder);
      seen.set(program.name, stub.read());
      // The first round fills the caches of the machine.
      if (round >= 0) figures.get(program.name)?.push(once);
    }
  stub.close();
  rmSync(folder, { recursive: true });
  const result = ({ name, module }: Program): ColdStart => {
    const runs = figures.get(name) ?? [];
    const { calls = [], connections = 0 } = seen.get(name) ?? {};
    const kilobytes = statSync(module).size / 1024;
    return {
      name,
      cpu: median(runs.map(({ cpu }) => cpu)),
      wall: median(runs.map(({ wall }) => wall)),
      kilobytes,
      calls,
      connections,
    };
  };
  const [empty, floor, hash, ...functions] = programs.map(result) as [ColdStart, ColdStart, ColdStart];
  return { node, empty, floor, hash: hash.cpu - empty.cpu, functions };
}

function programsOf({ list }: Scenarios): readonly Program[] {
  const fixed = ['empty', 'floor', 'hash'].map((name) => ({
    name,
    module: join(programs, `${name}.mjs`),
    event: {},
  }));
  const functions = list.map(({ name, step, event }) => ({
    name,
    module: join(build, dashed(step), 'index.mjs'),
    event,
  }));
  return [...fixed, ...functions];
}

const environmentOf = ({ environment }: Scenarios, { endpoint }: Stub, folder: string) => ({
  ...environment,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  AWS_ENDPOINT_URL: endpoint,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  NODE_EXTRA_CA_CERTS: join(folder, 'certificate.pem'),
});

async function start(node: string, { name, module, event }: Program, env: NodeJS.ProcessEnv, folder: string) {
  const eventFile = join(folder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(event));
  const { stdout } = await run(node, [join(programs, 'start.mjs'), module, eventFile], { env });
  const { statusCode, cpu, wall } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  if (statusCode !== 200) throw new Error(`${name} answered ${statusCode}: ${stdout}`);
  return { cpu, wall };
}
