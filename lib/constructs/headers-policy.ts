import { Aws, Duration } from 'aws-cdk-lib';
import {
  type HeadersFrameOption,
  type HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import type { SecurityHeaders } from '../security-headers.ts';

const override = true;

/** CloudFront accepts these five headers only in dedicated fields. */
function ownFields(headers: SecurityHeaders): ResponseSecurityHeadersBehavior {
  const header = (name: string): string => {
    const value = headers[name];
    if (value === undefined) throw new TypeError(`lib/security-headers.ts has no ${name}.`);
    return value;
  };
  const lifetimeSeconds = Number(/max-age=(\d+)/.exec(header('strict-transport-security'))?.[1]);
  return {
    contentSecurityPolicy: { contentSecurityPolicy: header('content-security-policy'), override },
    contentTypeOptions: { override },
    frameOptions: { frameOption: header('x-frame-options') as HeadersFrameOption, override },
    referrerPolicy: { referrerPolicy: header('referrer-policy') as HeadersReferrerPolicy, override },
    strictTransportSecurity: {
      accessControlMaxAge: Duration.seconds(lifetimeSeconds),
      includeSubdomains: header('strict-transport-security').includes('includeSubDomains'),
      override,
    },
  };
}

const ownFieldNames = new Set([
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'strict-transport-security',
]);

/**
 * The CloudFront policy that adds headers to every response of a behavior and overrides those of the origin.
 * @param name must be unique in the AWS account: CloudFront's policies have no region.
 */
export function headersPolicy(scope: Construct, id: string, name: string, headers: SecurityHeaders) {
  const others = Object.entries(headers).filter(([header]) => !ownFieldNames.has(header));
  return new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: `${name}-${Aws.REGION}`,
    securityHeadersBehavior: ownFields(headers),
    customHeadersBehavior: {
      customHeaders: others.map(([header, value]) => ({ header, value, override })),
    },
  });
}
