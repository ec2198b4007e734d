/** `npm run test:lambda`: the bundles of the assembly under AWS's own runtime for Lambda. */
import { join } from 'node:path';
import { endWithStarter, Problem, projectFolder, run } from '../deploy/programs.ts';
import { installRuntime } from './install.ts';

endWithStarter(130);
try {
  await installRuntime();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const { code } = await run(
  join(projectFolder, 'node_modules/.bin/tsx'),
  [join(projectFolder, 'test/run.ts'), '--config', 'test/lambda/vitest.config.ts', ...process.argv.slice(2)],
  { show: true },
);
process.exitCode = code;
