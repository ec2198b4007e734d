import type { HttpApi } from './api.ts';
import type { Assembly, Json, JsonObject } from './assembly.ts';
import { type HeadersPolicy, readHeadersPolicies } from './headers-policies.ts';
import { type Resolver, TemplateError } from './resolver.ts';
import { readSiteBucket, type SiteBucket } from './site.ts';

export type Origin =
  | { readonly kind: 'site'; readonly bucket: SiteBucket }
  | {
      readonly kind: 'api';
      /** Lower-case names. They replace headers of the same name that the viewer sends. */
      readonly customHeaders: Readonly<Record<string, string>>;
    };

export interface Behavior {
  /** With `*` and `?`. A single `*` is the default behavior, the last one. */
  readonly pathPattern: string;
  readonly allowedMethods: readonly string[];
  readonly origin: Origin;
  /** The code of the CloudFront Function on the viewer request. */
  readonly viewerRequestCode: string | undefined;
  readonly headersPolicy: HeadersPolicy | undefined;
}

export interface Distribution {
  readonly id: string;
  readonly domainName: string;
  readonly defaultRootObject: string | undefined;
  readonly behaviors: readonly Behavior[];
}

/** CloudFront's managed policy that forwards everything of a request except the Host header. */
const allViewerExceptHostHeader = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/** The one distribution of the assembly. @throws TemplateError */
export function readDistribution(resolver: Resolver, assets: Assembly['assets'], api: HttpApi): Distribution {
  const [located, ...others] = resolver.resources('AWS::CloudFront::Distribution');
  if (!located || others.length > 0)
    throw new TemplateError('The stacks must have exactly one distribution.');
  const config = resolver.property(located, 'DistributionConfig') as JsonObject;
  const errorResponses = (config['CustomErrorResponses'] ?? []) as JsonObject[];
  // Nothing is cached here, so for how long errors are makes no difference.
  if (errorResponses.some((it) => it['ResponsePagePath'] !== undefined || it['ResponseCode'] !== undefined))
    throw new TemplateError(
      'The distribution replaces error responses, which the local run does not support.',
    );
  const readers = {
    origins: readOrigins(resolver, assets, api, config['Origins'] as JsonObject[]),
    functions: readEdgeFunctions(resolver),
    headersPolicies: readHeadersPolicies(resolver),
  };
  const behaviors = [
    ...((config['CacheBehaviors'] ?? []) as JsonObject[]),
    { ...(config['DefaultCacheBehavior'] as JsonObject), PathPattern: '*' },
  ];
  return {
    id: resolver.ref(located),
    domainName: resolver.attribute(located, 'DomainName'),
    defaultRootObject: config['DefaultRootObject'] as string | undefined,
    behaviors: behaviors.map((behavior) => readBehavior(behavior, readers)),
  };
}

function readOrigins(
  resolver: Resolver,
  assets: Assembly['assets'],
  api: HttpApi,
  origins: readonly JsonObject[],
): Map<string, Origin> {
  const buckets = new Map(
    resolver
      .resources('AWS::S3::Bucket')
      .map((located) => [resolver.attribute(located, 'RegionalDomainName'), resolver.ref(located)]),
  );
  const read = (origin: JsonObject): Origin => {
    const host = String(origin['DomainName']);
    const bucket = buckets.get(host);
    if (bucket !== undefined) return { kind: 'site', bucket: readSiteBucket(resolver, assets, bucket) };
    if (host !== api.host)
      throw new TemplateError(
        `The origin ${host} of the distribution is neither the site's bucket nor the API.`,
      );
    const headers = (origin['OriginCustomHeaders'] ?? []) as JsonObject[];
    const customHeaders = headers.map(({ HeaderName, HeaderValue }) => [
      String(HeaderName).toLowerCase(),
      String(HeaderValue),
    ]);
    return { kind: 'api', customHeaders: Object.fromEntries(customHeaders) };
  };
  return new Map(origins.map((origin) => [String(origin['Id']), read(origin)]));
}

/** The code of the CloudFront Functions, by their ARN. */
function readEdgeFunctions(resolver: Resolver): Map<string, string> {
  return new Map(
    resolver
      .resources('AWS::CloudFront::Function')
      .map((located) => [
        resolver.attribute(located, 'FunctionARN'),
        String(resolver.property(located, 'FunctionCode')),
      ]),
  );
}

interface Readers {
  readonly origins: ReadonlyMap<string, Origin>;
  readonly functions: ReadonlyMap<string, string>;
  readonly headersPolicies: ReadonlyMap<string, HeadersPolicy>;
}

function readBehavior(behavior: JsonObject, { origins, functions, headersPolicies }: Readers): Behavior {
  const pathPattern = String(behavior['PathPattern']);
  const unknown = (what: string) =>
    new TemplateError(
      `The behavior ${pathPattern} of the distribution has ${what} that the local run does not support.`,
    );
  const origin = origins.get(String(behavior['TargetOriginId']));
  if (!origin) throw unknown('an origin');
  if (origin.kind === 'api' && behavior['OriginRequestPolicyId'] !== allViewerExceptHostHeader)
    throw unknown('an origin request policy');
  const associations = (behavior['FunctionAssociations'] ?? []) as JsonObject[];
  const [viewerRequest, ...others] = associations;
  if (others.length > 0 || (viewerRequest && viewerRequest['EventType'] !== 'viewer-request'))
    throw unknown('a function, not on the viewer request,');
  const code = viewerRequest && functions.get(String(viewerRequest['FunctionARN']));
  if (viewerRequest && code === undefined) throw unknown('a function');
  const policyID = behavior['ResponseHeadersPolicyId'];
  const headersPolicy = policyID === undefined ? undefined : headersPolicies.get(String(policyID));
  if (policyID !== undefined && !headersPolicy) throw unknown('a response headers policy');
  return {
    pathPattern,
    allowedMethods: ((behavior['AllowedMethods'] ?? ['GET', 'HEAD']) as Json[]).map(String),
    origin,
    viewerRequestCode: code,
    headersPolicy,
  };
}
