import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export interface Resource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
}

export interface Template {
  readonly Resources?: { readonly [logicalID: string]: Resource };
  readonly Outputs?: {
    readonly [name: string]: { readonly Value: Json; readonly Export?: { readonly Name: Json } };
  };
  readonly Parameters?: { readonly [name: string]: { readonly Type: string; readonly Default?: Json } };
  readonly Conditions?: { readonly [name: string]: Json };
}

export interface StackTemplate {
  readonly stackName: string;
  readonly template: Template;
}

/** What `cdk synth` writes to a folder, as far as the local run needs it. */
export interface Assembly {
  readonly stacks: readonly StackTemplate[];
  /** Folders and files, by the object key under which a deployment uploads them. */
  readonly assets: ReadonlyMap<string, string>;
}

interface Artifact {
  readonly type: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly file?: string;
  };
}

interface AssetManifest {
  readonly files?: {
    readonly [id: string]: {
      readonly source: { readonly path?: string };
      readonly destinations: { readonly [id: string]: { readonly objectKey: string } };
    };
  };
}

async function readJson<T>(...path: string[]): Promise<T> {
  return JSON.parse(await readFile(join(...path), 'utf8')) as T;
}

/** @param folder that `cdk synth` or `synthesize` wrote. */
export async function readAssembly(folder: string): Promise<Assembly> {
  const manifest = await readJson<{ artifacts?: Record<string, Artifact> }>(folder, 'manifest.json');
  const stacks: StackTemplate[] = [];
  const assets = new Map<string, string>();
  for (const [id, { type, properties = {} }] of Object.entries(manifest.artifacts ?? {})) {
    if (type === 'aws:cloudformation:stack' && properties.templateFile !== undefined)
      stacks.push({
        stackName: properties.stackName ?? id,
        template: await readJson<Template>(folder, properties.templateFile),
      });
    if (type === 'cdk:asset-manifest' && properties.file !== undefined)
      addAssets(assets, folder, await readJson<AssetManifest>(folder, properties.file));
  }
  return { stacks, assets };
}

function addAssets(assets: Map<string, string>, folder: string, manifest: AssetManifest): void {
  for (const { source, destinations } of Object.values(manifest.files ?? {}))
    for (const { objectKey } of Object.values(destinations))
      if (source.path !== undefined) assets.set(objectKey, join(folder, source.path));
}
