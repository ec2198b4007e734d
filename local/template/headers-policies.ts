import type { JsonObject } from './assembly.ts';
import { type Resolver, TemplateError } from './resolver.ts';

interface PolicyHeader {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  /** Whether it replaces the header of the origin. */
  readonly override: boolean;
}

export interface HeadersPolicy {
  readonly add: readonly PolicyHeader[];
  /** In lower case. */
  readonly remove: readonly string[];
}

/** CloudFront's response headers policies, by their id. @throws TemplateError */
export function readHeadersPolicies(resolver: Resolver): Map<string, HeadersPolicy> {
  return new Map(
    resolver.resources('AWS::CloudFront::ResponseHeadersPolicy').map((located) => {
      const config = resolver.property(located, 'ResponseHeadersPolicyConfig') as JsonObject;
      if (config['CorsConfig'] !== undefined)
        throw new TemplateError(
          `The headers policy ${located.logicalID} sets CORS, which the local run does not support.`,
        );
      const security = (config['SecurityHeadersConfig'] ?? {}) as Readonly<Record<string, JsonObject>>;
      return [
        resolver.ref(located),
        {
          add: [...securityHeaders(security), ...items(config, 'CustomHeadersConfig').map(customHeader)],
          remove: items(config, 'RemoveHeadersConfig').map(({ Header }) => String(Header).toLowerCase()),
        },
      ];
    }),
  );
}

function items(config: JsonObject, name: string): JsonObject[] {
  return ((config[name] as JsonObject | undefined)?.['Items'] ?? []) as JsonObject[];
}

function customHeader({ Header, Value, Override }: JsonObject): PolicyHeader {
  return { name: String(Header).toLowerCase(), value: String(Value), override: Override === true };
}

/** How CloudFront writes the headers that have dedicated fields. */
const securityHeaderValues: Readonly<Record<string, readonly [string, (field: JsonObject) => string]>> = {
  ContentSecurityPolicy: ['content-security-policy', (it) => String(it['ContentSecurityPolicy'])],
  ContentTypeOptions: ['x-content-type-options', () => 'nosniff'],
  FrameOptions: ['x-frame-options', (it) => String(it['FrameOption'])],
  ReferrerPolicy: ['referrer-policy', (it) => String(it['ReferrerPolicy'])],
  StrictTransportSecurity: ['strict-transport-security', strictTransportSecurity],
  XSSProtection: [
    'x-xss-protection',
    (it) => `${it['Protection'] ? 1 : 0}${it['ModeBlock'] ? '; mode=block' : ''}`,
  ],
};

function strictTransportSecurity(it: JsonObject): string {
  const subdomains = it['IncludeSubdomains'] ? '; includeSubDomains' : '';
  return `max-age=${it['AccessControlMaxAgeSec']}${subdomains}${it['Preload'] ? '; preload' : ''}`;
}

function securityHeaders(security: Readonly<Record<string, JsonObject>>): PolicyHeader[] {
  return Object.entries(security).map(([field, values]) => {
    const known = securityHeaderValues[field];
    if (!known) throw new TemplateError(`The local run does not support the security header ${field}.`);
    const [name, write] = known;
    return { name, value: write(values), override: values['Override'] === true };
  });
}
