import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder, replaceFile } from './fingerprint.ts';
import type { BundledPackage } from './third-party.ts';

/** As much of a CycloneDX document as is changed here. */
interface Sbom {
  readonly metadata: { readonly component: Record<string, unknown> };
  readonly components: readonly { readonly 'bom-ref': string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/** What npm says of all packages in the lock file, in CycloneDX. (`--omit dev` would omit some that are needed for both.) */
async function readSbom(): Promise<Sbom> {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const options = { cwd: projectFolder, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)('npm', [...words, '--package-lock-only'], options);
  return JSON.parse(stdout) as Sbom;
}

/** The part of an SBOM that is about some packages. npm takes the name of the root from its folder, which is corrected. */
export function partOf(
  sbom: Sbom,
  root: { readonly name: string; readonly version: string },
  packages: readonly Pick<BundledPackage, 'name' | 'version'>[],
): Sbom {
  const wanted = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  const among = (refs: readonly string[] = []) => refs.filter((ref) => wanted.has(ref));
  const ref = `${root.name}@${root.version}`;
  return {
    ...sbom,
    metadata: { ...sbom.metadata, component: { ...sbom.metadata.component, 'bom-ref': ref, ...root } },
    components: sbom.components.filter((component) => wanted.has(component['bom-ref'])),
    dependencies: [
      { ref, dependsOn: [...wanted].sort() },
      ...sbom.dependencies
        .filter((dependency) => wanted.has(dependency.ref))
        .map((dependency) => ({ ...dependency, dependsOn: among(dependency.dependsOn) })),
    ],
  };
}

/** Writes `build/sbom/NAME.cdx.json` for each bundle, by the packages in it. */
export async function writeSboms(
  bundles: Readonly<Record<string, readonly Pick<BundledPackage, 'name' | 'version'>[]>>,
): Promise<void> {
  const sbom = await readSbom();
  const { version } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
  for (const [name, packages] of Object.entries(bundles)) {
    const part = partOf(sbom, { name: `serverless-mfa-${name}`, version }, packages);
    const missing = packages.filter(
      (one) => !part.components.some((known) => known['bom-ref'] === `${one.name}@${one.version}`),
    );
    if (missing.length > 0) throw new Error(`npm does not know ${missing.map((one) => one.name).join(', ')}`);
    const path = join(projectFolder, 'build/sbom', `${name}.cdx.json`);
    await replaceFile(path, `${JSON.stringify(part, null, 2)}\n`, join(projectFolder, 'build/.writing'));
  }
}
