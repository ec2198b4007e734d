import { fileURLToPath } from 'node:url';
import { Aws, Duration, Validations } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageNames } from '../names.ts';
import { apiHeaders, siteHeaders } from '../security-headers.ts';
import { headersPolicy } from './headers-policy.ts';

export interface EdgeProps {
  readonly names: StageNames;
  readonly siteBucket: IBucket;
  /** The host name at which CloudFront calls the API. */
  readonly apiHost: string;
  /** Sent to the API as `x-origin-secret`. */
  readonly secret: string;
  readonly domain: string | undefined;
  readonly certificate: ICertificate | undefined;
  readonly webAclArn: string | undefined;
}

/** Only with a certificate of our own can we choose the TLS versions; under cloudfront.net CloudFront does. */
const ownDomain = (domain: string, certificate: ICertificate) => ({
  domainNames: [domain],
  certificate,
  minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
});

/**
 * By default CloudFront keeps these for ten seconds, also under a policy that disables caching, and for everybody: the key has no
 * cookie and no Authorization. None of them is replaced by a page.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const errorStatuses = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** The only entry point: the files of the site from S3, and the HTTP API under `/api/` and `/.well-known/`, which is never cached. */
export class Edge extends Construct {
  readonly distribution: Distribution;
  readonly #props: EdgeProps;

  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id);
    this.#props = props;
    const { domain, certificate, webAclArn, names } = props;
    this.distribution = new Distribution(this, 'Distribution', {
      comment: names.prefix,
      defaultBehavior: this.#siteBehavior(),
      additionalBehaviors: this.#apiBehaviors(),
      defaultRootObject: 'index.html',
      errorResponses: errorStatuses.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(domain && certificate ? ownDomain(domain, certificate) : {}),
      ...(webAclArn ? { webAclId: webAclArn } : {}),
    });
    this.#acknowledge();
  }

  #acknowledge(): void {
    const { domain, webAclArn } = this.#props;
    const acknowledge = (id: string, reason: string) =>
      Validations.of(this.distribution).acknowledge({ id, reason });
    acknowledge('AwsSolutions-CFR1', 'The users may be in any country.');
    acknowledge(
      'AwsSolutions-CFR3',
      'Its access logs would contain paths and queries with ids and tokens of mail links. The API logs the route key.',
    );
    if (!webAclArn)
      acknowledge(
        'AwsSolutions-CFR2',
        'The firewall costs money even while idle. The setting "firewall" adds it.',
      );
    if (!domain)
      acknowledge(
        'AwsSolutions-CFR4',
        'Without a domain only the certificate of CloudFront is available, with its TLS versions.',
      );
  }

  #siteBehavior(): BehaviorOptions {
    const { names, siteBucket } = this.#props;
    const originAccessControl = new S3OriginAccessControl(this, 'SiteAccess', {
      originAccessControlName: `${names.prefix}-${Aws.REGION}`,
    });
    return {
      origin: S3BucketOrigin.withOriginAccessControl(siteBucket, { originAccessControl }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      compress: true,
      cachePolicy: this.#siteCaching(),
      responseHeadersPolicy: headersPolicy(this, 'SiteHeaders', `${names.prefix}-site`, siteHeaders),
      functionAssociations: [this.#onViewerRequest('PagePaths', 'page-paths')],
    };
  }

  /** The minimum is 0, so that CloudFront respects `no-cache` on the pages. */
  #siteCaching(): CachePolicy {
    return new CachePolicy(this, 'SiteCaching', {
      cachePolicyName: `${this.#props.names.prefix}-site-${Aws.REGION}`,
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  }

  /** Programs look for `/.well-known/` at the root. The API has these paths below `/api`, like all others. */
  #apiBehaviors(): Record<string, BehaviorOptions> {
    const { names, apiHost, secret } = this.#props;
    const behavior: BehaviorOptions = {
      origin: new HttpOrigin(apiHost, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        customHeaders: { 'x-origin-secret': secret },
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: headersPolicy(this, 'ApiHeaders', `${names.prefix}-api`, apiHeaders),
    };
    const through = (id: string, file: string): BehaviorOptions => ({
      ...behavior,
      functionAssociations: [this.#onViewerRequest(id, file)],
    });
    return {
      '/api/*': through('ViewerAddress', 'viewer-address'),
      '/.well-known/*': through('WellKnown', 'well-known'),
    };
  }

  #onViewerRequest(id: string, file: string) {
    const filePath = fileURLToPath(new URL(`../edge/${file}.js`, import.meta.url));
    return {
      eventType: FunctionEventType.VIEWER_REQUEST,
      function: new EdgeFunction(this, id, {
        functionName: `${this.#props.names.prefix}-${file}-${Aws.REGION}`,
        code: FunctionCode.fromFile({ filePath }),
        runtime: FunctionRuntime.JS_2_0,
      }),
    };
  }
}
