import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

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
          env: environment,
          globalSetup: ['test/support/property-seed.ts'],
          setupFiles: ['test/support/properties.ts'],
          // Loading the service and the CDK takes longer than most files run: a worker loads them once.
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
