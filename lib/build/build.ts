/** `npm run build`: builds the functions, the site and the command with the default settings. `cdk synth` builds the first two with any settings. */
import { readSettings } from '../settings.ts';
import { buildCli } from './cli.ts';
import { buildFunctions, functionsBuild } from './functions.ts';
import { buildSite } from './site.ts';

async function report(what: string, build: Promise<boolean>): Promise<boolean> {
  const startedAt = performance.now();
  try {
    const built = await build;
    const durationMs = Math.round(performance.now() - startedAt);
    console.log(`${what}: ${built ? `built in ${durationMs} ms` : 'unchanged'}`);
    return true;
  } catch (error) {
    console.error(`${what}: failed\n${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

console.log(`Building ${functionsBuild.rows.length} functions, the site and the command …`);
const settings = readSettings({});
const outcomes = await Promise.all([
  report('build/functions', buildFunctions()),
  report('build/site', buildSite(settings)),
  report(
    'cli/build',
    buildCli().then(() => true),
  ),
]);
if (outcomes.includes(false)) process.exitCode = 1;
