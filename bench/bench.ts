import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { passwords } from '../functions/adapters/passwords.ts';
import { lambdaHost } from '../functions/host.ts';
import { buildFunctions } from '../lib/build/functions.ts';
import { buildSite } from '../lib/build/site.ts';
import { readSettings } from '../lib/settings.ts';
import { meterDynamoDB } from '../test/support/metered-dynamodb.ts';
import { register, session } from '../test/support/people.ts';
import { startService } from '../test/support/service.ts';
import { walk } from '../test/support/walk.ts';
import { measureCli } from './cli.ts';

/** `npm run bench`: what a sign-in costs and how fast it is, measured on this machine. */
// The SDK's notice about old runtimes is no part of the table.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const project = fileURLToPath(new URL('..', import.meta.url));
const importRuns = 11;
const loadSeconds = 3;
const concurrency = 10;

interface Measured {
  readonly name: string;
  readonly step: string;
  readonly calls: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly milliseconds: number;
}

const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measureStrides(): Promise<{ strides: Measured[]; verifyPerSecond: number }> {
  let metered: Awaited<ReturnType<typeof meterDynamoDB>> | undefined;
  const service = await startService({
    meter: async (endpoint) => {
      metered = await meterDynamoDB(endpoint);
      return metered.endpoint;
    },
  });
  await walk(service, ({ run }) => run());
  const strides: Measured[] = [];
  await walk(service, async ({ name, step, run }) => {
    metered?.read();
    const begunAt = performance.now();
    const answer = await run();
    const milliseconds = performance.now() - begunAt;
    const { calls, readUnits, writeUnits } = metered?.read() ?? { calls: [], readUnits: 0, writeUnits: 0 };
    strides.push({ name, step, calls: calls.length, readUnits, writeUnits, milliseconds });
    return answer;
  });
  const token = await session(service, await register(service));
  const verifyPerSecond = await perSecond(() => service.call('auth/verify', { token }));
  await metered?.close();
  await service.close();
  return { strides, verifyPerSecond };
}

async function perSecond(request: () => Promise<unknown>): Promise<number> {
  const endsAt = performance.now() + loadSeconds * 1000;
  let done = 0;
  const worker = async () => {
    while (performance.now() < endsAt) {
      await request();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return done / loadSeconds;
}

/** How long a fresh process takes to import a module, beyond an empty one. */
function importMilliseconds(file: string): number {
  const program = `const t=performance.now();await import(${JSON.stringify(file)});process.stdout.write(String(performance.now()-t));process.exit()`;
  const environment = { ...process.env, ...bundleEnvironment };
  const once = () =>
    Number(
      execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', program], {
        env: environment,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  return median(Array.from({ length: importRuns }, once));
}

const bundleEnvironment = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };

async function hashMilliseconds(): Promise<number> {
  const hasher = passwords(lambdaHost);
  const times: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const begunAt = performance.now();
    await hasher.verify(hasher.decoy, 'a password of some length');
    times.push(performance.now() - begunAt);
  }
  return median(times);
}

/** The scripts that index.html names: what must arrive before the first page works. */
function siteKilobytes(): { name: string; gzip: number }[] {
  const folder = join(project, 'build', 'site');
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map(([, name = '']) => name);
  return scripts.map((name) => ({ name, gzip: gzipSync(readFileSync(join(folder, name))).length / 1024 }));
}

await buildFunctions();
await buildSite(readSettings({}));
const { strides, verifyPerSecond } = await measureStrides();
console.log(`Node ${process.version}; walk through the guide, warm, on the emulators:`);
console.table(
  strides.map(({ name, calls, readUnits, writeUnits, milliseconds }) => ({
    request: name,
    'DynamoDB calls': calls,
    'read units': readUnits,
    'write units': writeUnits,
    ms: Math.round(milliseconds),
  })),
);

const folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-bench-'));
const empty = join(folder, 'empty.mjs');
writeFileSync(empty, '');
const baseline = importMilliseconds(empty);
rmSync(folder, { recursive: true });
const bundles = readdirSync(join(project, 'build', 'functions')).filter((name) =>
  /^(auth-(sign-in|submit-code|verify)|mfa-(activate|complete-activation)|http-not-found)$/.test(name),
);
console.log(
  `Bundles; import beyond an empty module (${baseline.toFixed(1)} ms), median of ${importRuns} fresh processes:`,
);
console.table(
  bundles.map((name) => {
    const file = join(project, 'build', 'functions', name, 'index.mjs');
    const kilobytes = Math.round(statSync(file).size / 1024);
    return {
      function: name,
      KB: kilobytes,
      'import ms': Number((importMilliseconds(file) - baseline).toFixed(1)),
    };
  }),
);

console.log('Speed:');
console.table([
  {
    what: `verify, ${concurrency} at once, one process with its emulators`,
    value: `${Math.round(verifyPerSecond)} requests/s`,
  },
  { what: 'password hash (argon2id, 19 MiB, t=2, p=1)', value: `${Math.round(await hashMilliseconds())} ms` },
  ...(await measureCli()),
  ...siteKilobytes().map(({ name, gzip }) => ({
    what: `dashboard: ${name}, gzip`,
    value: `${gzip.toFixed(1)} KB`,
  })),
]);
process.exit();
