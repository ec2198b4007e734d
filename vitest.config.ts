import { defineConfig } from 'vitest/config';

const environment = {
  // The SDK's notice about old runtimes is for operators, not for every test file.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

export default defineConfig({
  test: {
    // Half of what a file does is waiting for an emulator.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'service',
          include: ['test/{unit,property,contract,integration,attacks,stacks,operator,deploy}/**/*.test.ts'],
          env: environment,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'live',
          include: ['test/{e2e,browser,cli}/**/*.test.ts'],
          env: environment,
          globalSetup: ['test/support/live-server.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One server serves them all, on as few cores as a laptop has.
          fileParallelism: false,
        },
      },
    ],
  },
});
