import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { steps } from '../functions/steps.ts';
import { buildFunctions, functionsBuild } from '../lib/build/functions.ts';
import { dashed } from '../lib/names.ts';
import { staleDocuments } from './money/documents.ts';
import { measureWalk } from './walk.ts';

/**
 * Compares the sizes of the bundles, and the calls and capacity units of the walk through the guide, with what is recorded in
 * recorded.json. Both are exact on every machine. `npm run bench:record` records them after a change that is meant.
 */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

type Figures = Readonly<Record<string, number>>;

interface Recorded {
  /** Bytes. */
  readonly bundles: Figures;
  readonly walk: Readonly<Record<string, Figures>>;
}

/** How much more than recorded is no failure. */
const tolerance = 1.05;

const kilobyte = 1024;
/** The most that a bundle may have. */
const limits = { dynamodb: 120 * kilobyte, mailOrKeys: 200 * kilobyte };
/** They have the list of common passwords, or the library for passkeys; the codes for activations are drawn. */
const exceptions: Figures = {
  'account/change-password': 585 * kilobyte,
  'account/register': 585 * kilobyte,
  'account/reset-password': 585 * kilobyte,
  'account/verify-email': 585 * kilobyte,
  'auth/sign-in-with-passkey': 440 * kilobyte,
  'auth/submit-passkey': 440 * kilobyte,
  'mfa/activate': 220 * kilobyte,
  'openapi/read': 260 * kilobyte,
  'step-up/submit-passkey': 440 * kilobyte,
};

const file = fileURLToPath(new URL('./recorded.json', import.meta.url));

async function measure(): Promise<Recorded> {
  await buildFunctions();
  const sizeOf = (name: string) =>
    statSync(join(functionsBuild.buildFolder, 'functions', dashed(name), 'index.mjs')).size;
  const bundles = Object.fromEntries(functionsBuild.rows.map(({ name }) => [name, sizeOf(name)]).sort());
  const rows = await measureWalk(0);
  const walk = Object.fromEntries(
    rows.map(({ name, calls, readUnits, writeUnits }) => [name, { calls, readUnits, writeUnits }]),
  );
  return { bundles, walk };
}

function tooLarge({ bundles }: Recorded): readonly string[] {
  return steps.flatMap(({ name, mail, keys }) => {
    const limit = exceptions[name] ?? (mail || keys.length > 0 ? limits.mailOrKeys : limits.dynamodb);
    const size = bundles[name] ?? 0;
    if (size <= limit) return [];
    return [`The bundle of ${name} has ${Math.ceil(size / kilobyte)} KB, and may have ${limit / kilobyte}.`];
  });
}

/** Where more is needed than recorded. New functions are not recorded yet. */
function grown(measured: Recorded, recorded: Recorded): readonly string[] {
  const compare = (what: string, now: Figures = {}, before: Figures = {}) =>
    Object.entries(now).flatMap(([name, figure]) => {
      const most = before[name];
      if (most === undefined || figure <= most * tolerance) return [];
      return [`${what}${name} went from ${most} to ${figure}.`];
    });
  return [
    ...compare('The size of ', measured.bundles, recorded.bundles),
    ...Object.entries(measured.walk).flatMap(([name, now]) => compare(`${name}: `, now, recorded.walk[name])),
  ];
}

const measured = await measure();
if (process.argv.includes('--record')) writeFileSync(file, `${JSON.stringify(measured, undefined, 2)}\n`);
const recorded = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recorded) : measured;
const unmeant = [...tooLarge(measured), ...grown(measured, recorded)];
const hint = unmeant.length > 0 ? ['If it is meant: npm run bench:record'] : [];
const findings = [...unmeant, ...hint, ...staleDocuments()];
if (findings.length > 0) console.log(findings.join('\n'));
process.exit(findings.length > 0 ? 1 : 0);
