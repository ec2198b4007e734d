import { availableParallelism } from 'node:os';
import { defineConfig, type Plugin } from 'vitest/config';
import { ownClients } from './lib/build/own-clients.ts';

const environment = {
  // The SDK's notice about old runtimes is for operators, not for every test file.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Run commands of the operator in their own process, which hand the SDK's clients to the adapters. */
const operatorCommands = [
  'test/operator/**/*.test.ts',
  'test/integration/apps/{command-line,sign-in-to-app,tokens}.test.ts',
  'test/integration/factors/every-factor.test.ts',
  'test/integration/http/{bad-headers,bad-input,openapi,permissions}.test.ts',
  'test/integration/storage/row-forms.test.ts',
  'test/attacks/accounts/interrupted-deletions.test.ts',
  'test/attacks/apps/{codes-of-apps,tokens-open-nothing}.test.ts',
  'test/attacks/sign-in/cross-purpose.test.ts',
];

/** For what hangs. No test is about how long something takes, and a busy machine is no failure. */
const patienceMilliseconds = 900_000;
const patience = {
  testTimeout: patienceMilliseconds,
  hookTimeout: patienceMilliseconds,
  expect: { poll: { timeout: 300_000 } },
};

const service = {
  globalSetup: ['test/support/property-seed.ts'],
  setupFiles: ['test/support/properties.ts'],
  // Loading the service and the CDK takes longer than most files run: a worker loads them once.
  isolate: false,
  ...patience,
};

/** Gives the adapters the clients that they have in the bundles. Tests and the operator's commands keep the SDK's. */
const clientsOfBundles: Plugin = {
  name: 'clients of the bundles',
  enforce: 'pre',
  resolveId: (source, importer = '') =>
    importer.includes('/functions/adapters/') ? ownClients[source] : undefined,
};

export default defineConfig({
  test: {
    // Half of what a file does is waiting for an emulator.
    maxWorkers: Math.max(2, availableParallelism()),
    // What all tests cover of the rules, with `--coverage`. It may rise and must not fall.
    coverage: {
      provider: 'v8',
      include: ['core/**'],
      reporter: ['text-summary', 'html'],
      reportOnFailure: true,
      reportsDirectory: 'build/coverage',
      thresholds: { lines: 99.5, statements: 99, functions: 99.5, branches: 97.5 },
    },
    projects: [
      {
        // As the functions are deployed.
        plugins: [clientsOfBundles],
        test: {
          name: 'service',
          include: ['test/{unit,property,contract,integration,attacks,stacks,deploy}/**/*.test.ts'],
          exclude: operatorCommands,
          env: { ...environment, CLIENTS: 'bundled' },
          ...service,
        },
      },
      {
        // As an operator's commands run, and whoever runs the functions from their sources.
        test: {
          name: 'service-sdk',
          include: [
            ...operatorCommands,
            'test/contract/{charges,faulty-ses,store,store-faults}.test.ts',
            'test/unit/adapters/keyring.test.ts',
          ],
          env: environment,
          ...service,
        },
      },
      {
        test: {
          name: 'live',
          include: ['test/{e2e,browser,cli}/**/*.test.ts'],
          env: environment,
          globalSetup: ['test/support/live-server.ts'],
          ...patience,
          // One server serves them all, on as few cores as a laptop has.
          fileParallelism: false,
        },
      },
    ],
  },
});
