// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how CloudFormation writes Fn::Sub.
import { afterEach, describe, expect, it } from 'vitest';
import type { Json, Template } from '../../../local/template/assembly.ts';
import { modelOf, readModel, TemplateError } from '../../../local/template/index.ts';
import { Resolver } from '../../../local/template/resolver.ts';
import { type SmallAssembly, smallService, writeAssembly } from './assembly.ts';

function resolve(value: Json, template: Partial<Template> = {}, others: Record<string, Template> = {}): Json {
  const Resources = { Asking: { Type: 'Test::Asking', Properties: { value } }, ...template.Resources };
  const stacks = Object.entries({ app: { ...template, Resources }, ...others }).map(([stackName, it]) => ({
    stackName,
    template: it,
  }));
  const resolver = new Resolver({ stacks });
  const [asking] = resolver.resources('Test::Asking');
  if (!asking) throw new Error('no such resource');
  return resolver.property(asking, 'value') as Json;
}

const resources = {
  Users: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'users' } },
  Factors: { Type: 'AWS::DynamoDB::GlobalTable', Properties: {} },
  Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: {} },
  Function: { Type: 'AWS::Lambda::Function', Properties: {} },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
};

describe('intrinsic functions', () => {
  it.each<[string, Json, Json]>([
    ['Ref', { Ref: 'Users' }, 'users'],
    ['Ref to a resource without a name', { Ref: 'Factors' }, 'app-Factors'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Users', 'Arn'] }, 'arn:aws:dynamodb:us-east-1:000000000000:table/users'],
    [
      'Fn::GetAtt, written short',
      { 'Fn::GetAtt': 'Function.Arn' },
      'arn:aws:lambda:us-east-1:000000000000:function:app-Function',
    ],
    [
      'pseudo parameters',
      [{ Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }, { Ref: 'AWS::StackName' }],
      ['us-east-1', '000000000000', 'app'],
    ],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Users' }]] }, 'a-users'],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${Users} ${Users.Arn} ${!kept} ${AWS::Partition}' },
      'users arn:aws:dynamodb:us-east-1:000000000000:table/users ${kept} aws',
    ],
    ['Fn::Sub with values', { 'Fn::Sub': ['${name}!', { name: { Ref: 'Users' } }] }, 'users!'],
    ['Fn::Select and Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['a parameter with a default', { Ref: 'Size' }, 'small'],
    ['Fn::If', { 'Fn::If': ['IsSmall', { Ref: 'Users' }, 'other'] }, 'users'],
    [
      'AWS::NoValue',
      { a: { 'Fn::If': ['IsLarge', 'x', { Ref: 'AWS::NoValue' }] }, b: [{ Ref: 'AWS::NoValue' }] },
      { b: [] },
    ],
  ])('%s', (_, value, expected) => {
    const template = {
      Resources: resources,
      Parameters: { Size: { Type: 'String', Default: 'small' } },
      Conditions: {
        IsSmall: {
          'Fn::And': [
            { 'Fn::Equals': [{ Ref: 'Size' }, 'small'] },
            { 'Fn::Not': [{ Condition: 'IsLarge' }] },
          ],
        },
        IsLarge: { 'Fn::Or': [{ 'Fn::Equals': [{ Ref: 'Size' }, 'large'] }, { 'Fn::Equals': ['a', 'b'] }] },
      },
    };
    expect(resolve(value, template)).toEqual(expected);
  });

  it('find what another stack exports or puts out', () => {
    const storage: Template = {
      Resources: resources,
      Outputs: {
        Users: { Value: { Ref: 'Users' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:users' } } },
      },
    };
    expect(resolve({ 'Fn::ImportValue': 'storage:users' }, {}, { storage })).toBe('users');
    expect(
      resolve({ 'Fn::GetStackOutput': { StackName: 'storage', OutputName: 'Users' } }, {}, { storage }),
    ).toBe('users');
  });

  it('leave out resources whose condition does not hold', () => {
    const template = {
      Resources: { Users: { ...resources.Users, Condition: 'Never' } },
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    };
    const resolver = new Resolver({ stacks: [{ stackName: 'app', template }] });
    expect(resolver.resources('AWS::DynamoDB::Table')).toEqual([]);
  });

  it('give a generated secret one random value, however its reference ends', () => {
    const reference = (end: string) => ({
      'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, `:SecretString${end}}}`]],
    });
    const template = { Resources: resources };
    const [one, same, other] = resolve(
      [reference(':::'), reference('::'), reference(':key::')],
      template,
    ) as string[];
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect(resolve(reference(''), template)).not.toBe(one);
  });

  it.each<[string, Json]>([
    ['Ref Alarm (AWS::CloudWatch::Alarm)', { Ref: 'Alarm' }],
    ['Ref Absent', { Ref: 'Absent' }],
    ['Fn::GetAtt Users.StreamArn', { 'Fn::GetAtt': ['Users', 'StreamArn'] }],
    ['the intrinsic function Fn::Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }],
    ['Fn::ImportValue nothing, which no stack exports', { 'Fn::ImportValue': 'nothing' }],
    ['Fn::Select 4, which is beyond the end of its list', { 'Fn::Select': [4, ['a']] }],
    ['the condition Absent', { 'Fn::If': ['Absent', 'a', 'b'] }],
  ])('that are not known are named with the resource that needs them: %s', (what, value) => {
    expect(() => resolve(value, { Resources: resources })).toThrow(
      new TemplateError(
        `The resource Asking of the stack app needs ${what}, which the local run does not support.`,
      ),
    );
  });
});

describe('the model of an assembly', () => {
  let assembly: SmallAssembly | undefined;
  afterEach(() => assembly?.remove());

  const handler = { 'Read/index.mjs': 'export const handler = () => ({});', 'site/index.html': '<p>' };
  const service = smallService({
    Read: {
      route: 'GET /api/read/{id}',
      timeoutSeconds: 7,
      environment: {
        USERS_TABLE: { Ref: 'Users' },
        SECRET: { 'Fn::Sub': '{{resolve:secretsmanager:${Secret}}}' },
      },
      statements: [
        { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: { 'Fn::GetAtt': ['Users', 'Arn'] } },
      ],
    },
  });
  const storage = {
    Users: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        TableName: 'users',
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'address', AttributeType: 'S' },
        ],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'by-address',
            KeySchema: [{ AttributeName: 'address', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        Replicas: [{ Region: { Ref: 'AWS::Region' }, ReadProvisionedThroughputSettings: {} }],
      },
    },
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
    Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Dimensions: [{ Ref: 'Elsewhere' }] } },
  };
  const template = {
    Resources: {
      ...service.Resources,
      ...storage,
    },
  } as unknown as Template;

  it('has tables, keys, functions with their roles, and routes, and ignores what is not needed', async () => {
    assembly = await writeAssembly({ app: template }, handler);
    const model = await readModel(assembly.folder);
    expect(model.tables).toEqual([
      {
        tableName: 'users',
        attributeDefinitions: storage.Users.Properties.AttributeDefinitions,
        keySchema: storage.Users.Properties.KeySchema,
        globalSecondaryIndexes: [
          {
            IndexName: 'by-address',
            KeySchema: [{ AttributeName: 'address', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
        timeToLiveAttribute: 'ttl',
      },
    ]);
    expect(model.keyArns).toEqual([
      expect.stringMatching(/^arn:aws:kms:us-east-1:000000000000:key\/[0-9a-f-]{36}$/),
    ]);
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:app-Read';
    expect(model.api.routes).toEqual([{ routeKey: 'GET /api/read/{id}', functionArn: arn }]);
    expect(model.functions).toEqual([
      {
        logicalID: 'Read',
        name: 'app-Read',
        arn,
        modulePath: expect.stringMatching(/Read\/index\.mjs$/),
        handlerName: 'handler',
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        logFormat: 'Text',
        environment: { USERS_TABLE: 'users', SECRET: expect.stringMatching(/^[0-9a-f]{64}$/) },
        timeoutMilliseconds: 7000,
        memoryMegabytes: 256,
        role: {
          name: 'app-ReadRole',
          statements: [
            {
              effect: 'Allow',
              actions: ['dynamodb:GetItem'],
              resources: ['arn:aws:dynamodb:us-east-1:000000000000:table/users'],
              conditions: {},
            },
          ],
        },
      },
    ]);
  });

  it('names the same things the same in every run, for the sake of kept data', async () => {
    assembly = await writeAssembly({ app: template }, handler);
    const [one, other] = await Promise.all([readModel(assembly.folder), readModel(assembly.folder)]);
    expect(other.keyArns).toEqual(one.keyArns);
    expect(other.tables).toEqual(one.tables);
  });

  it.each<[string, Record<string, object>]>([
    ['The route GET /api/read/{id} has an authorizer', { ReadRoute: { AuthorizationType: 'CUSTOM' } }],
    ['The route GET /api/read/{id} has no integration', { ReadRoute: { Target: 'integrations/absent' } }],
    ['is not a Lambda proxy with payload format 2.0', { ReadIntegration: { PayloadFormatVersion: '1.0' } }],
    ['runs on python3.13; the local run only supports Node', { Read: { Runtime: 'python3.13' } }],
    ['The code of the function Read is not an asset', { Read: { Code: { ZipFile: '' } } }],
    ['of the function Read does not exist', { Read: { Handler: 'absent.handler' } }],
    [
      'is neither the site',
      { Distribution: { DistributionConfig: { Origins: [{ Id: 'x', DomainName: 'example.com' }] } } },
    ],
    [
      'replaces error responses',
      {
        Distribution: {
          DistributionConfig: { CustomErrorResponses: [{ ErrorCode: 404, ResponsePagePath: '/404.html' }] },
        },
      },
    ],
  ])('refuses what it cannot play: %s', async (message, changes) => {
    const Resources = Object.fromEntries(
      Object.entries(template.Resources ?? {}).map(([id, it]) => [
        id,
        { ...it, Properties: { ...it.Properties, ...changes[id] } },
      ]),
    );
    assembly = await writeAssembly({ app: { ...template, Resources } as Template }, handler);
    await expect(readModel(assembly.folder)).rejects.toThrow(message);
  });

  it('needs an API', () => {
    expect(() => modelOf({ stacks: [], assets: new Map() })).toThrow(TemplateError);
  });
});
