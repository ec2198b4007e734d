import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { steps } from '../../functions/steps.ts';
import { apiHeaders, type SecurityHeaders, siteHeaders } from '../../lib/security-headers.ts';
import { type Json, type Resource, render, type Stack, synthesized, variants } from './templates.ts';

const [byDefault, production, ownDns] = await Promise.all([
  synthesized(variants.default),
  synthesized(variants.production),
  synthesized(variants.ownDns),
]);
const service = byDefault.service;
const distributionOf = (stack: Stack): Json =>
  stack.only('AWS::CloudFront::Distribution').Properties.DistributionConfig;
const config = distributionOf(service);
const [apiBehavior, wellKnownBehavior] = config.CacheBehaviors;
const siteBehavior = config.DefaultCacheBehavior;
const originOf = (behavior: Json): Json =>
  config.Origins.find(({ Id }: Json) => Id === behavior.TargetOriginId);
const referred = (value: Json): Resource => {
  const id = value.Ref ?? value['Fn::GetAtt'][0];
  return service.resources().find(({ logicalID }) => logicalID === id) as Resource;
};

describe('the distribution', () => {
  it('has three behaviours: the API below /api/ and /.well-known/, the site for all else', () => {
    const paths = config.CacheBehaviors.map(({ PathPattern }: Json) => PathPattern);
    expect(paths).toEqual(['/api/*', '/.well-known/*']);
    expect(config.DefaultRootObject).toBe('index.html');
  });

  it('never replaces the answers of the API: its 403 and 404 are problem documents', () => {
    for (const response of config.CustomErrorResponses)
      expect(Object.keys(response).sort()).toEqual(['ErrorCachingMinTTL', 'ErrorCode']);
  });

  it('keeps no error of one user for others: neither a 503 nor a 404', () => {
    const kept = new Map<number, number>(
      config.CustomErrorResponses.map((it: Json) => [it.ErrorCode, it.ErrorCachingMinTTL]),
    );
    // Those that CloudFront caches: HTTPStatusCodes.html of its guide.
    const cached = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
    expect(cached.map((status) => kept.get(status))).toEqual(cached.map(() => 0));
  });

  it('hands the API everything but the host, caches nothing of it, and takes only https', () => {
    expect(apiBehavior.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
    expect(apiBehavior.OriginRequestPolicyId).toBe('b689b0a8-53d0-40ab-baf2-68738e2966ac');
    expect(apiBehavior.ViewerProtocolPolicy).toBe('https-only');
    expect(apiBehavior.AllowedMethods.slice().sort()).toEqual(
      ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'].sort(),
    );
  });

  it('speaks to the API by https with TLS 1.2, and proves itself by a secret header', () => {
    const origin = originOf(apiBehavior);
    expect(render(origin.DomainName)).toMatch(/^<Api\w+>\.execute-api\.<AWS::Region>\.<AWS::URLSuffix>$/);
    expect(origin.CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    });
    expect(origin.OriginCustomHeaders.map(({ HeaderName }: Json) => HeaderName)).toEqual(['x-origin-secret']);
    const secret = render(origin.OriginCustomHeaders[0].HeaderValue);
    expect(secret).toMatch(/^\{\{resolve:secretsmanager:<EdgeSecret1\w+>:SecretString:::\}\}$/);
    const [digested] = service.only('Custom::EdgeSecretDigests').Properties.SecretArns;
    expect(secret).toContain(render(digested));
  });

  it('the functions read the two headers that CloudFront writes', () => {
    const bundle = readFileSync(
      new URL('../../build/functions/auth-sign-in/index.mjs', import.meta.url),
      'utf8',
    );
    expect(bundle).toContain('x-origin-secret');
    expect(bundle).toContain('x-viewer-address');
  });

  it('sends readers of the site to https, and lets them only read', () => {
    expect(siteBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(siteBehavior.AllowedMethods).toEqual(['GET', 'HEAD']);
    const { MinTTL } = referred(siteBehavior.CachePolicyId).Properties.CachePolicyConfig;
    expect(MinTTL).toBe(0);
  });
});

describe('the functions at the edge', () => {
  const run = (behavior: Json, event: Json): Json => {
    const [association, ...others] = behavior.FunctionAssociations;
    expect(others).toEqual([]);
    expect(association.EventType).toBe('viewer-request');
    const { FunctionCode, FunctionConfig } = referred(association.FunctionARN).Properties;
    expect(FunctionConfig.Runtime).toBe('cloudfront-js-2.0');
    return runInNewContext(`${FunctionCode}; handler(event)`, { event });
  };

  it('write the address of the viewer over whatever the client sent', () => {
    const headers = { 'x-viewer-address': { value: '203.0.113.7' }, accept: { value: '*/*' } };
    const request = run(apiBehavior, {
      viewer: { ip: '198.51.100.2' },
      request: { uri: '/api/account', headers },
    });
    expect(request.headers).toEqual({
      'x-viewer-address': { value: '198.51.100.2' },
      accept: { value: '*/*' },
    });
    expect(request.uri).toBe('/api/account');
  });

  it('have the API answer below /.well-known/, also what does not exist, where programs look for it', () => {
    const { PathPattern: _, FunctionAssociations: __, ...same } = wellKnownBehavior;
    expect(apiBehavior).toMatchObject(same);
    const headers = { 'x-viewer-address': { value: '203.0.113.7' } };
    const viewer = { ip: '198.51.100.2' };
    const uri = '/.well-known/jwks.json';
    expect(run(wellKnownBehavior, { viewer, request: { uri, headers } })).toEqual({
      uri: '/api/.well-known/jwks.json',
      headers: { 'x-viewer-address': { value: '198.51.100.2' } },
    });
  });

  it('send password managers to where the password is changed', () => {
    const request = { uri: '/.well-known/change-password', headers: {} };
    expect(run(wellKnownBehavior, { viewer: { ip: '198.51.100.2' }, request })).toMatchObject({
      statusCode: 302,
      headers: { location: { value: '/account/view' } },
    });
  });

  it.each([
    ['/', '/index.html'],
    ['/account', '/index.html'],
    ['/account/mfa/activate', '/index.html'],
    ['/account/', '/index.html'],
    ['/index.html', '/index.html'],
    ['/assets/index-4f2a.js', '/assets/index-4f2a.js'],
    ['/icon.svg', '/icon.svg'],
    ['/robots.txt', '/robots.txt'],
  ])('serve the path %s from %s', (uri, served) => {
    expect(run(siteBehavior, { request: { uri, headers: {} } }).uri).toBe(served);
  });
});

describe('the security headers', () => {
  const sent = (behavior: Json): Record<string, string> => {
    const policy = referred(behavior.ResponseHeadersPolicyId).Properties.ResponseHeadersPolicyConfig;
    const fields = policy.SecurityHeadersConfig;
    const all = [...Object.values<Json>(fields), ...policy.CustomHeadersConfig.Items];
    for (const { Override } of all) expect(Override).toBe(true);
    const { AccessControlMaxAgeSec, IncludeSubdomains } = fields.StrictTransportSecurity;
    return {
      'content-security-policy': fields.ContentSecurityPolicy.ContentSecurityPolicy,
      'x-content-type-options': fields.ContentTypeOptions ? 'nosniff' : 'absent',
      'x-frame-options': fields.FrameOptions.FrameOption,
      'referrer-policy': fields.ReferrerPolicy.ReferrerPolicy,
      'strict-transport-security': `max-age=${AccessControlMaxAgeSec}${IncludeSubdomains ? '; includeSubDomains' : ''}`,
      ...Object.fromEntries(
        policy.CustomHeadersConfig.Items.map(({ Header, Value }: Json) => [Header, Value]),
      ),
    };
  };

  it('of the one definition are what CloudFront sends, with the site and with the API', () => {
    expect(sent(siteBehavior)).toEqual(siteHeaders);
    expect(sent(apiBehavior)).toEqual(apiHeaders);
  });

  it.each([
    ['site', siteHeaders],
    ['API', apiHeaders],
  ] as [string, SecurityHeaders][])(
    'of the %s keep a year of https, no sniffing, no referrer and no frames',
    (_name, headers) => {
      expect(
        Number(/max-age=(\d+)/.exec(headers['strict-transport-security'] ?? '')?.[1]),
      ).toBeGreaterThanOrEqual(31_536_000);
      expect(headers['strict-transport-security'], 'a dashboard at the apex of a zone').not.toContain(
        'includeSubDomains',
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['permissions-policy']).toContain('camera=()');
      const policy = headers['content-security-policy'];
      expect(policy).toMatch(/^default-src 'none';/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
    },
  );
});

describe('the bucket of the site', () => {
  const origin = originOf(siteBehavior);
  const [bucketID] = origin.DomainName['Fn::GetAtt'];
  const buckets = service.resources('AWS::S3::Bucket');
  const site = buckets.find(({ logicalID }) => logicalID === bucketID) as Resource;
  const policyOf = (id: string): Json[] =>
    service.resources('AWS::S3::BucketPolicy').find(({ Properties }) => Properties.Bucket.Ref === id)
      ?.Properties.PolicyDocument.Statement;

  it('is read by this distribution alone, with origin access control', () => {
    expect(referred(origin.OriginAccessControlId).Properties.OriginAccessControlConfig).toMatchObject({
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
    const allowed = policyOf(bucketID).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
    });
    expect(render(allowed[0].Condition.StringEquals['AWS:SourceArn'])).toMatch(/:distribution\/<Edge\w+>$/);
  });

  it('and that of its access log are closed to the public, encrypted, and refuse plain http', () => {
    expect(buckets).toHaveLength(2);
    for (const { Properties, logicalID } of buckets) {
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
      expect(Properties.BucketEncryption).toBeDefined();
      const denied = policyOf(logicalID).find(({ Effect }) => Effect === 'Deny');
      expect(denied).toMatchObject({
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
  });

  it('logs who read it, for as long as other logs are kept', () => {
    const log = referred(site.Properties.LoggingConfiguration.DestinationBucketName);
    expect(log.Properties.LifecycleConfiguration.Rules).toEqual([
      { ExpirationInDays: 90, Status: 'Enabled' },
    ]);
  });

  it('gets the hashed files for ever and first, then the pages, which are asked for anew each time', () => {
    const deployments = service.resources('Custom::CDKBucketDeployment');
    const described = deployments.map(({ Properties }) => ({
      include: Properties.Include,
      exclude: Properties.Exclude,
      caching: Properties.SystemMetadata['cache-control'],
      prune: Properties.Prune,
    }));
    expect(described).toEqual([
      { include: ['assets/*'], exclude: ['*'], caching: 'public, max-age=31536000, immutable', prune: false },
      { include: undefined, exclude: ['assets/*'], caching: 'no-cache', prune: false },
    ]);
    expect(deployments[1]?.DependsOn).toContain(deployments[0]?.logicalID);
  });
});

describe('with a domain and its hosted zone', () => {
  const distribution = distributionOf(production.service);
  const records = production.service.resources('AWS::Route53::RecordSet').map(({ Properties }) => Properties);

  it('the distribution has the name and the certificate, from TLS 1.2 on', () => {
    expect(distribution.Aliases).toEqual(['accounts.example.com']);
    expect(distribution.ViewerCertificate).toMatchObject({
      MinimumProtocolVersion: 'TLSv1.2_2021',
      SslSupportMethod: 'sni-only',
      AcmCertificateArn: {
        'Fn::GetStackOutput': { StackName: 'serverless-mfa-prod-edge', Region: 'us-east-1' },
      },
    });
    const certificate = production.edge?.only('AWS::CertificateManager::Certificate').Properties;
    expect(certificate).toMatchObject({ DomainName: 'accounts.example.com', ValidationMethod: 'DNS' });
  });

  it('the name leads to the distribution, by IPv4 and IPv6', () => {
    const types = records.filter(({ Name }) => Name === 'accounts.example.com.').map(({ Type }) => Type);
    expect(types.sort()).toEqual(['A', 'AAAA']);
  });

  it('the endpoint that AWS gives the API is closed, and CloudFront calls it by a name of its own', () => {
    const { service } = production;
    expect(service.only('AWS::ApiGatewayV2::Api').Properties.DisableExecuteApiEndpoint).toBe(true);
    const name = service.only('AWS::ApiGatewayV2::DomainName').Properties;
    expect(name.DomainName).toBe('origin.accounts.example.com');
    expect(name.DomainNameConfigurations[0]).toMatchObject({
      EndpointType: 'REGIONAL',
      SecurityPolicy: 'TLS_1_2',
    });
    const hosts = distribution.Origins.map(({ DomainName }: Json) => render(DomainName));
    expect(hosts).toContain('origin.accounts.example.com');
    expect(service.only('AWS::ApiGatewayV2::ApiMapping').Properties.Stage).toBeDefined();
  });
});

describe('with a domain whose DNS is elsewhere', () => {
  it('the certificate waits for the record that its owner makes, and nothing is written to a zone', () => {
    expect(
      ownDns.edge?.only('AWS::CertificateManager::Certificate').Properties.DomainValidationOptions,
    ).toBeUndefined();
    expect(ownDns.all.flatMap((stack) => stack.resources('AWS::Route53::RecordSet'))).toEqual([]);
    expect(distributionOf(ownDns.service).Aliases).toEqual(['accounts.example.org']);
  });
});

describe('the firewall', () => {
  it('stands before production and lives in us-east-1, and costs nothing elsewhere', () => {
    expect(distributionOf(production.service).WebACLId['Fn::GetStackOutput']).toMatchObject({
      StackName: 'serverless-mfa-prod-edge',
      Region: 'us-east-1',
    });
    expect(config.WebACLId).toBeUndefined();
    expect(byDefault.edge).toBeUndefined();
    expect(ownDns.edge?.resources('AWS::WAFv2::WebACL')).toEqual([]);
  });

  it('has the managed rules and slows down guessing', () => {
    const { Rules, Scope } = production.edge?.only('AWS::WAFv2::WebACL').Properties ?? {};
    expect(Scope).toBe('CLOUDFRONT');
    const managed = Rules.map((rule: Json) => rule.Statement.ManagedRuleGroupStatement?.Name).filter(Boolean);
    expect(managed).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
    ]);
    const rate = Rules.find((rule: Json) => rule.Statement.RateBasedStatement);
    expect(rate.Action.Block.CustomResponse.ResponseCode).toBe(429);
    const [limited] = rate.Statement.RateBasedStatement.ScopeDownStatement.AndStatement.Statements;
    const { Statements } = limited.OrStatement;
    const paths = Statements.map((statement: Json) => statement.ByteMatchStatement?.SearchString);
    expect(paths.slice(0, 3)).toEqual(['/api/auth/', '/api/account/', '/api/mfa/']);
  });

  it('slows down whoever makes the service send mail, on every route that does, but not who only reads', () => {
    const { Rules } = production.edge?.only('AWS::WAFv2::WebACL').Properties ?? {};
    const rate = Rules.find((rule: Json) => rule.Statement.RateBasedStatement);
    const [limited, unlimited] = rate.Statement.RateBasedStatement.ScopeDownStatement.AndStatement.Statements;
    const { Statements } = limited.OrStatement;
    const isExempt = (path: string) =>
      unlimited.NotStatement.Statement.OrStatement.Statements.some(({ ByteMatchStatement }: Json) => {
        expect(ByteMatchStatement.PositionalConstraint).toBe('EXACTLY');
        return ByteMatchStatement.SearchString === path;
      });
    const counts = (method: string, path: string) =>
      !isExempt(path) &&
      Statements.some(({ ByteMatchStatement, AndStatement }: Json) => {
        if (ByteMatchStatement) return path.startsWith(ByteMatchStatement.SearchString);
        const [begins, isNotRead] = AndStatement.Statements;
        const { FieldToMatch, SearchString } = isNotRead.NotStatement.Statement.ByteMatchStatement;
        expect(FieldToMatch).toEqual({ Method: {} });
        return path.startsWith(begins.ByteMatchStatement.SearchString) && method !== SearchString;
      });
    const mailing = steps.filter(({ mail }) => mail);
    expect(mailing.map(({ path }) => path)).toContain('/orgs/{orgID}/invites');
    for (const { method, path } of mailing) expect(counts(method, `/api${path}`), path).toBe(true);
    expect(counts('GET', '/api/orgs/{orgID}')).toBe(false);
    expect(counts('POST', '/api/orgs')).toBe(false);
    // The servers of integrators call them for many users, and no guess can hit a session token.
    expect(counts('GET', '/api/auth/verify')).toBe(false);
    expect(counts('DELETE', '/api/auth/signout')).toBe(false);
    for (const path of ['/api/auth/verify/', '/api/auth/verify/../signin', '/api/auth/signin'])
      expect(counts('POST', path), path).toBe(true);
    for (const { method, path, memory } of steps)
      if (memory === 'hashing') expect(counts(method, `/api${path}`), path).toBe(true);
  });

  it('tells who is over the limit what happened and when to try again', () => {
    const { Rules, CustomResponseBodies } = production.edge?.only('AWS::WAFv2::WebACL').Properties ?? {};
    const { CustomResponse } = Rules.find((rule: Json) => rule.Statement.RateBasedStatement).Action.Block;
    expect(CustomResponse.ResponseHeaders).toEqual([{ Name: 'Retry-After', Value: '300' }]);
    const { ContentType, Content } = CustomResponseBodies[CustomResponse.CustomResponseBodyKey];
    expect(ContentType).toBe('APPLICATION_JSON');
    expect(JSON.parse(Content)).toMatchObject({ status: 429, code: 429, title: 'Too many attempts' });
  });

  it('does not judge bodies, in which a good password may look like an attack', () => {
    const common = production.edge
      ?.only('AWS::WAFv2::WebACL')
      .Properties.Rules.find((rule: Json) => rule.Name === 'AWSManagedRulesCommonRuleSet');
    const overridden = common.Statement.ManagedRuleGroupStatement.RuleActionOverrides;
    const others = overridden.map(({ Name }: Json) => Name).filter((name: string) => !name.endsWith('_BODY'));
    // Programs of integrators may send no User-Agent.
    expect(others).toEqual(['NoUserAgent_HEADER']);
    for (const { ActionToUse } of overridden) expect(ActionToUse).toEqual({ Count: {} });
  });

  it('logs what it blocks or counts, without what tells who asked for what', () => {
    const edge = production.edge as Stack;
    const { Properties } = edge.only('AWS::WAFv2::LoggingConfiguration');
    expect(Properties.RedactedFields).toEqual([
      { SingleHeader: { Name: 'authorization' } },
      { SingleHeader: { Name: 'cookie' } },
      { UriPath: {} },
      { QueryString: {} },
    ]);
    expect(Properties.LoggingFilter.DefaultBehavior).toBe('DROP');
    const kept = Properties.LoggingFilter.Filters[0].Conditions.map(
      ({ ActionCondition }: Json) => ActionCondition.Action,
    );
    expect(kept).toEqual(['BLOCK', 'COUNT']);
    const log = edge.only('AWS::Logs::LogGroup');
    expect([log.Properties.LogGroupName, log.Properties.RetentionInDays]).toEqual([
      'aws-waf-logs-serverless-mfa-prod',
      90,
    ]);
    expect(render(Properties.LogDestinationConfigs[0])).toMatch(new RegExp(`:log-group:<${log.logicalID}>$`));
    expect(Properties.ResourceArn['Fn::GetAtt'][0]).toBe(edge.only('AWS::WAFv2::WebACL').logicalID);
  });
});
