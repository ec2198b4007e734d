import { statSync } from 'node:fs';
import type { Assembly, Json, JsonObject } from './assembly.ts';
import { type Located, type Resolver, TemplateError } from './resolver.ts';

/** Files that a deployment copies into a bucket. */
export interface SiteFiles {
  readonly folder: string;
  /** The prefix of their keys; empty, or ending in `/`. */
  readonly prefix: string;
  readonly exclude: readonly string[];
  readonly include: readonly string[];
  /** Lower-case names, for example `cache-control`. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SiteBucket {
  /** Later ones replace files of earlier ones. */
  readonly deployments: readonly SiteFiles[];
  /** Whether readers may also list. Only then S3 answers 404 for a file that does not exist, and otherwise 403. */
  readonly listable: boolean;
}

const asList = (value: Json | undefined): string[] =>
  value === undefined ? [] : (Array.isArray(value) ? (value as Json[]) : [value]).map(String);

/** @throws TemplateError */
export function readSiteBucket(resolver: Resolver, assets: Assembly['assets'], bucket: string): SiteBucket {
  const deployments = inOrder(
    resolver
      .resources('Custom::CDKBucketDeployment')
      .filter((located) => resolver.property(located, 'DestinationBucketName') === bucket),
  );
  return {
    deployments: deployments.flatMap((located) => readDeployment(resolver, located, assets)),
    listable: resolver
      .resources('AWS::S3::BucketPolicy')
      .filter((located) => resolver.property(located, 'Bucket') === bucket)
      .some((located) => letsCloudFrontList(resolver.property(located, 'PolicyDocument') as JsonObject)),
  };
}

function inOrder(deployments: Located[]): Located[] {
  const after = (left: Located, right: Located) =>
    asList(left.resource.DependsOn as Json | undefined).includes(right.logicalID);
  return deployments.sort((left, right) => (after(left, right) ? 1 : after(right, left) ? -1 : 0));
}

function readDeployment(resolver: Resolver, located: Located, assets: Assembly['assets']): SiteFiles[] {
  const prefix = String(resolver.property(located, 'DestinationBucketKeyPrefix') ?? '').replace(
    /^\/|\/$/g,
    '',
  );
  const common = {
    prefix: prefix === '' ? '' : `${prefix}/`,
    exclude: asList(resolver.property(located, 'Exclude')),
    include: asList(resolver.property(located, 'Include')),
    headers: (resolver.property(located, 'SystemMetadata') ?? {}) as Record<string, string>,
  };
  return asList(resolver.property(located, 'SourceObjectKeys')).map((key) => {
    const folder = assets.get(key);
    if (folder === undefined || !statSync(folder).isDirectory())
      throw new TemplateError(`The files of ${located.logicalID} are not in a folder of the assembly.`);
    return { ...common, folder };
  });
}

function letsCloudFrontList(document: JsonObject): boolean {
  return (document['Statement'] as JsonObject[]).some(
    ({ Effect, Action, Principal }) =>
      Effect === 'Allow' &&
      asList(Action).includes('s3:ListBucket') &&
      (Principal as JsonObject)['Service'] === 'cloudfront.amazonaws.com',
  );
}
