// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how CloudFormation writes Fn::Sub.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Template } from '../../../local/template/assembly.ts';

export interface SmallAssembly {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Writes a cloud assembly by hand.
 * @param templates by stack name. @param assets files by their path; the first folder is the asset.
 */
export async function writeAssembly(
  templates: Readonly<Record<string, Template>>,
  assets: Readonly<Record<string, string>> = {},
): Promise<SmallAssembly> {
  const folder = await mkdtemp(join(tmpdir(), 'assembly-'));
  const artifacts: Record<string, unknown> = {
    assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
  };
  for (const [stackName, template] of Object.entries(templates)) {
    artifacts[stackName] = {
      type: 'aws:cloudformation:stack',
      properties: { stackName, templateFile: `${stackName}.template.json` },
    };
    await writeFile(join(folder, `${stackName}.template.json`), JSON.stringify(template));
  }
  const files: Record<string, unknown> = {};
  for (const [path, text] of Object.entries(assets)) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
    const [name = ''] = path.split('/');
    files[name] = { source: { path: name }, destinations: { here: { objectKey: `${name}.zip` } } };
  }
  await writeFile(join(folder, 'assets.json'), JSON.stringify({ files }));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

interface SmallFunction {
  readonly route: string;
  readonly statements?: readonly object[];
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly timeoutSeconds?: number;
}

/**
 * A small service: an API, a distribution with a site before it, and a function for each route whose code is the
 * asset of the function's logical id.
 */
export function smallService(functions: Readonly<Record<string, SmallFunction>>): Template {
  const resources = Object.entries(functions).map(([id, it]) => functionResources(id, it));
  return { Resources: { ...common, ...Object.assign({}, ...resources) } } as unknown as Template;
}

function functionResources(id: string, { route, statements, environment, timeoutSeconds }: SmallFunction) {
  const PolicyDocument = { Version: '2012-10-17', Statement: statements ?? [] };
  return {
    [`${id}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: { Policies: statements ? [{ PolicyName: 'Own', PolicyDocument }] : [] },
    },
    [id]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { S3Bucket: 'assets', S3Key: `${id}.zip` },
        Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
        MemorySize: 256,
        Timeout: timeoutSeconds ?? 5,
        Environment: { Variables: environment ?? {} },
      },
    },
    [`${id}Integration`]: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': [id, 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    [`${id}Route`]: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: route,
        AuthorizationType: 'NONE',
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: `${id}Integration` }]] },
      },
    },
  };
}

const common = {
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
  Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
  BucketPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Bucket' },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: ['s3:GetObject', 's3:ListBucket'],
            Resource: '*',
          },
        ],
      },
    },
  },
  Files: {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      SourceObjectKeys: ['site.zip'],
      DestinationBucketName: { Ref: 'Bucket' },
      Exclude: ['secret/*'],
      SystemMetadata: { 'cache-control': 'no-cache' },
    },
  },
  Pages: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'pages',
      FunctionCode:
        "function handler(event) { var u = event.request.uri; if (u.indexOf('.') < 0) event.request.uri = '/index.html';" +
        " if (u === '/moved') return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/' } } };" +
        " if (u === '/broken') throw new Error('broken'); return event.request; }",
    },
  },
  Viewer: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'viewer',
      FunctionCode:
        "function handler(event) { event.request.headers['x-viewer-address'] = { value: event.viewer.ip }; return event.request; }",
    },
  },
  Headers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
          ContentTypeOptions: { Override: true },
        },
        CustomHeadersConfig: {
          Items: [
            { Header: 'X-Replaced', Value: 'policy', Override: true },
            { Header: 'X-Kept', Value: 'policy', Override: false },
          ],
        },
        RemoveHeadersConfig: { Items: [{ Header: 'X-Powered-By' }] },
      },
    },
  },
  Distribution: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        DefaultRootObject: 'index.html',
        Origins: [
          { Id: 'site', DomainName: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] } },
          {
            Id: 'api',
            DomainName: { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': 'Api.ApiEndpoint' }] }] },
            OriginCustomHeaders: [
              {
                HeaderName: 'X-Origin-Secret',
                HeaderValue: { 'Fn::Sub': '{{resolve:secretsmanager:${Secret}:SecretString:::}}' },
              },
            ],
          },
        ],
        DefaultCacheBehavior: {
          TargetOriginId: 'site',
          ResponseHeadersPolicyId: { Ref: 'Headers' },
          FunctionAssociations: [
            { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Pages', 'FunctionARN'] } },
          ],
        },
        CacheBehaviors: [
          {
            PathPattern: '/api/*',
            TargetOriginId: 'api',
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
            OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
            ResponseHeadersPolicyId: { Ref: 'Headers' },
            FunctionAssociations: [
              { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Viewer', 'FunctionARN'] } },
            ],
          },
        ],
      },
    },
  },
} as const;
