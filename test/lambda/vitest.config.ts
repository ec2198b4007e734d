import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** For what hangs. */
const patienceMilliseconds = 900_000;

/** A configuration of its own, because these tests need a runtime that `npm run test:lambda` installs. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/lambda/**/*.test.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    testTimeout: patienceMilliseconds,
    hookTimeout: patienceMilliseconds,
    // Each file has dozens of processes.
    fileParallelism: false,
  },
});
