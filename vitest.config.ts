import { availableParallelism } from 'node:os';
import { defineConfig, type Plugin } from 'vitest/config';
import { ownClients } from './lib/build/own-clients.ts';

const environment = {
  // The SDK's notice about old runtimes is for operators, not for every test file.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** For what hangs. No test is about how long something takes, and a busy machine is no failure. */
const patienceMilliseconds = 900_000;
const patience = {
  testTimeout: patienceMilliseconds,
  hookTimeout: patienceMilliseconds,
  expect: { poll: { timeout: 300_000 } },
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
        test: {
          name: 'service',
          include: ['test/{unit,property,contract,integration,attacks,stacks,operator,deploy}/**/*.test.ts'],
          // Faults are met by the clients that functions have when they are deployed.
          exclude: ['test/integration/faults/**'],
          env: environment,
          globalSetup: ['test/support/property-seed.ts'],
          setupFiles: ['test/support/properties.ts'],
          // Loading the service and the CDK takes longer than most files run: a worker loads them once.
          isolate: false,
          ...patience,
        },
      },
      {
        plugins: [clientsOfBundles],
        test: {
          name: 'bundled-clients',
          include: [
            'test/contract/{charges,faulty-ses,store,store-faults}.test.ts',
            'test/unit/adapters/keyring.test.ts',
            'test/integration/{factors,faults,http,sign-in}/**/*.test.ts',
          ],
          // These run the operator's commands as well, with the SDK.
          exclude: [
            'test/integration/factors/every-factor.test.ts',
            'test/integration/http/{bad-headers,bad-input,openapi,permissions}.test.ts',
          ],
          env: { ...environment, CLIENTS: 'bundled' },
          globalSetup: ['test/support/property-seed.ts'],
          setupFiles: ['test/support/properties.ts'],
          isolate: false,
          ...patience,
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
