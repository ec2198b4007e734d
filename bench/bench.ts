import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { passwords } from '../functions/adapters/passwords.ts';
import { lambdaHost } from '../functions/host.ts';
import { buildFunctions } from '../lib/build/functions.ts';
import { buildSite } from '../lib/build/site.ts';
import { readSettings } from '../lib/settings.ts';
import { register, session } from '../test/support/people.ts';
import { startService } from '../test/support/service.ts';
import { measureCli } from './cli.ts';
import { measureColdStarts, median } from './cold/measure.ts';
import { nodeVersion } from './cold/node.ts';
import { judgeColdStarts, performancePage } from './performance.ts';
import { measureWalk } from './walk.ts';

/**
 * `npm run bench`: what a sign-in costs and how fast it is, measured on this machine. Writes docs/performance.md, and fails if a
 * cold start takes more than its goal.
 */
// The SDK's notice about old runtimes is no part of the table.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const project = fileURLToPath(new URL('..', import.meta.url));
const rounds = 15;
const loadSeconds = 3;
const concurrency = 10;

async function verifyPerSecond(): Promise<number> {
  const service = await startService();
  const token = await session(service, await register(service));
  const endsAt = performance.now() + loadSeconds * 1000;
  let done = 0;
  const worker = async () => {
    while (performance.now() < endsAt) {
      await service.call('auth/verify', { token });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  await service.close();
  return done / loadSeconds;
}

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
const [, , load = 0] = loadavg();
const walk = await measureWalk();
console.log('The walk through the guide, warm, on the emulators:');
console.table(walk);

const cold = await measureColdStarts(rounds);
console.log(
  `First answers of fresh processes, processor time, median of ${rounds}; AWS is a stub behind TLS:`,
);
console.table(
  [cold.empty, cold.floor, ...cold.functions].map(({ name, cpu, kilobytes, calls, connections }) => ({
    function: name,
    ms: Number(cpu.toFixed(1)),
    '× floor': Number((cpu / cold.floor.cpu).toFixed(2)),
    KB: Math.round(kilobytes),
    calls: calls.length,
    connections,
  })),
);
const goals = judgeColdStarts(cold);
console.log('Goals:');
console.table(
  goals.map(({ name, ratio, most, isMet }) => ({
    'cold start': name,
    '× floor, without hash': Number(ratio.toFixed(2)),
    'at most': most,
    met: isMet,
  })),
);

console.log('Speed:');
console.table([
  {
    what: `verify, ${concurrency} at once, one process with its emulators`,
    value: `${Math.round(await verifyPerSecond())} requests/s`,
  },
  { what: 'password hash (argon2id, 19 MiB, t=2, p=1)', value: `${Math.round(await hashMilliseconds())} ms` },
  ...(await measureCli()),
  ...siteKilobytes().map(({ name, gzip }) => ({
    what: `dashboard: ${name}, gzip`,
    value: `${gzip.toFixed(1)} KB`,
  })),
]);

const [{ model = 'an unknown processor' } = {}, ...others] = cpus();
const machine = { cpu: model.trim(), cores: others.length + 1, load, node: nodeVersion(cold.node) };
const page = performancePage({ machine, rounds, cold, walk });
writeFileSync(join(project, 'docs', 'performance.md'), page);
process.exit(goals.every(({ isMet }) => isMet) ? 0 : 1);
