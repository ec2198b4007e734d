/** `npm run build`: builds the functions, the site and the command with the default settings. `cdk synth` builds the first two with any settings. */
import { join } from 'node:path';
import { readSettings } from '../settings.ts';
import { buildCli } from './cli.ts';
import { replaceFile } from './fingerprint.ts';
import { buildFunctions, functionsBuild, functionsMetafile } from './functions.ts';
import { writeSboms } from './sbom.ts';
import { buildSite, packagesOfSite } from './site.ts';
import { noticesOf, packagesIn } from './third-party.ts';

/** Writes SBOMs of the bundles, and the notices of what the functions contain; those of the others are beside them. */
async function describeBundles(): Promise<boolean> {
  const functions = await packagesIn(await functionsMetafile());
  const path = join(functionsBuild.buildFolder, 'THIRD-PARTY-NOTICES.txt');
  await replaceFile(path, noticesOf(functions), join(functionsBuild.buildFolder, '.writing'));
  await writeSboms({ functions, cli: await buildCli(), site: await packagesOfSite() });
  return true;
}

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
]);
const isBuilt = !outcomes.includes(false) && (await report('cli/build and build/sbom', describeBundles()));
if (!isBuilt) process.exitCode = 1;
