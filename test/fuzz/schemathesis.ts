/**
 * Calls every operation of `npm start` with thousands of valid and invalid requests, made by Schemathesis from the contract,
 * and holds each answer to the contract. `SEED=… npm run test:fuzz` makes others.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoAccounts } from '../../local/seed.ts';
import { Checks } from '../deploy/checks.ts';
import { npmStart } from '../deploy/npm-start.ts';
import { Problem, projectFolder, runOrFail } from '../deploy/programs.ts';
import { virtualEnvironment } from '../deploy/python.ts';
import { newSshKey } from '../support/ssh-keys.ts';

const seed = process.env['SEED'] ?? '20261130';
const fewestCases = 5000;
const casesForEachOperation = '60';

/** They end the session of whoever calls them, so each runs last and with a session of its own. */
const endings = ['signOut', 'endSession', 'deleteAccount'];

const reportFolder = join(projectFolder, 'build/fuzz');

function ask(origin: string, path: string, token?: string, body?: object): Promise<Response> {
  return fetch(`${origin}/api${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** @returns the token of a new session of the demo organization's owner. @throws Problem */
async function signInAsOwner(origin: string): Promise<string> {
  const [owner] = demoAccounts;
  const body = { identifier: owner?.email, password: owner?.password };
  const answer = await ask(origin, '/auth/signin', undefined, body);
  const { sessionToken } = (await answer.json()) as { sessionToken?: string };
  if (sessionToken === undefined) throw new Problem(`The owner cannot sign in: ${answer.status}`);
  return sessionToken;
}

async function idsOf(origin: string, path: string, token: string): Promise<readonly string[]> {
  const listed = (await (await ask(origin, path, token)).json()) as readonly { readonly id: string }[];
  return listed.map(({ id }) => id);
}

/** Adds the ids of what this run's service has to schemathesis.toml. @returns the path of the whole configuration */
async function configure(origin: string, token: string): Promise<string> {
  const organizations = await idsOf(origin, '/orgs', token);
  const members = await idsOf(origin, `/orgs/${organizations[0]}/users`, token);
  const dictionaries = Object.entries({ organizations, members }).map(
    ([name, values]) => `[dictionaries.${name}]\nvalues = ${JSON.stringify(values)}\n`,
  );
  const kept = readFileSync(join(import.meta.dirname, 'schemathesis.toml'), 'utf8');
  const path = join(reportFolder, 'schemathesis.toml');
  writeFileSync(path, [kept, ...dictionaries].join('\n'));
  return path;
}

interface Fuzzer {
  readonly program: string;
  readonly configuration: string;
  readonly origin: string;
}

/** @returns how many cases it generated. @throws Problem with what Schemathesis found */
async function fuzz({ program, configuration, origin }: Fuzzer, choice: readonly string[]): Promise<number> {
  const token = await signInAsOwner(origin);
  const environment = {
    ...process.env,
    FUZZ_ORIGIN: origin,
    FUZZ_SSH_KEYS: [newSshKey(), newSshKey(3072)].map(({ publicKey }) => publicKey.trim()).join('\n'),
    SCHEMATHESIS_HOOKS: join(import.meta.dirname, 'hooks.py'),
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const { output } = await runOrFail(
    program,
    [
      ...['--config-file', configuration, 'run', `${origin}/api/openapi.json`],
      ...['--checks', 'all', '--seed', seed, '--max-examples', casesForEachOperation, '--no-color'],
      ...['--header', `Authorization: Bearer ${token}`, ...choice],
    ],
    { cwd: reportFolder, environment, logPath: join(reportFolder, 'output.txt') },
  );
  if (!endings.some((id) => choice.includes(`--include-operation-id=${id}`)))
    await expectSession(origin, token);
  return Number(/^\s*(\d+) generated/m.exec(output)?.[1] ?? 0);
}

/** Otherwise what came after the end of the session tested nothing. @throws Problem */
async function expectSession(origin: string, token: string): Promise<void> {
  const { status } = await ask(origin, '/auth/verify', token);
  if (status !== 200) throw new Problem('An operation ended the session of the run: name it in `endings`.');
}

async function fuzzAll(checks: Checks): Promise<void> {
  rmSync(reportFolder, { recursive: true, force: true });
  mkdirSync(reportFolder, { recursive: true });
  checks.progress(`SEED=${seed}`);
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const report = (line: string) => checks.progress(line);
  const program = join(await virtualEnvironment('fuzz-venv', requirements, report), 'schemathesis');
  const origin = await npmStart();
  const configuration = await configure(origin, await signInAsOwner(origin));
  const fuzzer = { program, configuration, origin };
  let cases = 0;
  const choices = [
    endings.map((id) => `--exclude-operation-id=${id}`),
    // What leads from one operation to the next needs more than one of them.
    ...endings.map((id) => [`--include-operation-id=${id}`, '--phases=examples,coverage,fuzzing']),
  ];
  for (const choice of choices)
    await checks.that(`schemathesis ${choice.join(' ')}`, async () => {
      cases += await fuzz(fuzzer, choice);
    });
  await checks.that(`at least ${fewestCases} cases: ${cases}`, async () => {
    if (cases < fewestCases) throw new Problem(`Only ${cases} cases`);
  });
}

await new Checks().all(fuzzAll);
