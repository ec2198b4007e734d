import { defineConfig } from 'vitest/config';

/** The tests that mutants of core/ meet: those of its modules. They need no emulator, so thousands of runs are affordable. */
export default defineConfig({
  test: {
    include: ['test/unit/{kernel,factors,mail,accounts,sign-in,organizations,apps,operator}/**/*.test.ts'],
    globalSetup: ['test/support/property-seed.ts'],
    setupFiles: ['test/support/properties.ts'],
    // Each mutant meets all of these files in one worker of its own.
    isolate: false,
    // For what hangs: a busy machine is no failure.
    testTimeout: 120_000,
  },
});
