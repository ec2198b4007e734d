import * as sdkDynamoDB from '@aws-sdk/client-dynamodb';
import * as sdkKMS from '@aws-sdk/client-kms';
import * as sdkSES from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpointOf } from '../../../functions/adapters/aws/configuration.ts';
import * as ownDynamoDB from '../../../functions/adapters/aws/dynamodb.ts';
import * as ownKMS from '../../../functions/adapters/aws/kms.ts';
import * as ownSES from '../../../functions/adapters/aws/ses.ts';
import { lambdaHost } from '../../../functions/host.ts';
import {
  type Reaction,
  type ScriptedServer,
  type SeenRequest,
  startScriptedServer,
} from '../../support/scripted-server.ts';
import { isSigned } from '../../support/signature.ts';

/** The clients of the bundles send what the SDK's send, and understand answers and errors as they do. */

let server: ScriptedServer;
const region = 'us-east-1';
const credentials = { accessKeyId: 'KEY', secretAccessKey: 'secret/+', sessionToken: 'session==' };
const environment: Record<string, string> = {
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken,
};
beforeAll(async () => {
  server = await startScriptedServer();
  environment['AWS_ENDPOINT_URL'] = server.endpoint;
});
afterAll(() => server.close());

const options = () => ({ endpoint: server.endpoint, region, credentials, maxAttempts: 1 });
const own = { host: { ...lambdaHost, environment } };

/** A call through the SDK, and the same through our client. */
type Both = readonly [() => Promise<unknown>, () => Promise<unknown>];

const dynamodb = (theirs: Class, our: Class, input: object): Both => [
  () => send(sdkDynamoDB.DynamoDBClient, options(), theirs, input),
  () => send(ownDynamoDB.DynamoDBClient, own, our, input),
];
const kms = (theirs: Class, our: Class, input: object): Both => [
  () => send(sdkKMS.KMSClient, options(), theirs, input),
  () => send(ownKMS.KMSClient, own, our, input),
];
const ses = (input: object): Both => [
  () => send(sdkSES.SESClient, options(), sdkSES.SendEmailCommand, input),
  () => send(ownSES.SESClient, own, ownSES.SendEmailCommand, input),
];

// biome-ignore lint/suspicious/noExplicitAny: clients and commands of three services
type Class = new (options: any) => any;

async function send(client: Class, configuration: object, command: Class, input: object): Promise<unknown> {
  return new client(configuration).send(new command(input));
}

async function seen(
  call: () => Promise<unknown>,
  reaction: Reaction,
): Promise<{ outcome: unknown; request: SeenRequest }> {
  server.next(reaction);
  const outcome = await call().catch((error: unknown) => error);
  const request = server.requests.at(-1);
  if (!request) throw new Error('no request arrived');
  return { outcome, request };
}

const bodyOf = ({ body, headers }: SeenRequest): unknown =>
  headers['content-type']?.includes('json') ? JSON.parse(body) : [...new URLSearchParams(body)].sort();

const key = { id: { S: 'one' }, sort: { N: '2' } };
const bytes = Buffer.from([0, 1, 254, 255]);
const everyKind = {
  text: { S: 'é "q" \u0000' },
  number: { N: '-0.5' },
  truth: { BOOL: true },
  nothing: { NULL: true },
  bytes: { B: new Uint8Array(bytes) },
  many: { BS: [new Uint8Array(bytes), new Uint8Array([7])] },
  list: { L: [{ S: 'a' }, { M: { B: { S: 'an attribute named B' }, BS: { L: [{ S: 'x' }] } } }] },
  set: { SS: ['a', 'b'] },
};
/** The same as DynamoDB writes it. */
const everyKindOnTheWire = {
  ...everyKind,
  bytes: { B: bytes.toString('base64') },
  many: { BS: [bytes.toString('base64'), 'Bw=='] },
};
const conditional = {
  TableName: 't',
  ConditionExpression: '#0 = :0',
  ExpressionAttributeNames: { '#0': 'name' },
  ExpressionAttributeValues: { ':0': { B: bytes } },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
};
const xml =
  '<SendEmailResponse><SendEmailResult><MessageId>0100-a</MessageId></SendEmailResult></SendEmailResponse>';
const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

const calls: readonly (readonly [string, Both, Reaction])[] = [
  [
    'BatchGetItem',
    dynamodb(sdkDynamoDB.BatchGetItemCommand, ownDynamoDB.BatchGetItemCommand, {
      RequestItems: { t: { Keys: [key], ConsistentRead: true } },
    }),
    { body: { Responses: { t: [everyKindOnTheWire, key] }, UnprocessedKeys: { t: { Keys: [key] } } } },
  ],
  [
    'Query',
    dynamodb(sdkDynamoDB.QueryCommand, ownDynamoDB.QueryCommand, {
      TableName: 't',
      KeyConditionExpression: '#p = :p',
      ExpressionAttributeNames: { '#p': 'id' },
      ExpressionAttributeValues: { ':p': { S: 'one' } },
      ScanIndexForward: false,
      Limit: 3,
      ExclusiveStartKey: key,
      FilterExpression: undefined,
    }),
    { body: { Items: [everyKindOnTheWire], Count: 1, ScannedCount: 1, LastEvaluatedKey: key } },
  ],
  [
    'PutItem',
    dynamodb(sdkDynamoDB.PutItemCommand, ownDynamoDB.PutItemCommand, {
      ...conditional,
      Item: { ...key, ...everyKind },
    }),
    {},
  ],
  [
    'UpdateItem',
    dynamodb(sdkDynamoDB.UpdateItemCommand, ownDynamoDB.UpdateItemCommand, {
      ...conditional,
      Key: key,
      UpdateExpression: 'ADD n :0',
    }),
    {},
  ],
  [
    'DeleteItem',
    dynamodb(sdkDynamoDB.DeleteItemCommand, ownDynamoDB.DeleteItemCommand, { ...conditional, Key: key }),
    {},
  ],
  [
    'TransactWriteItems',
    dynamodb(sdkDynamoDB.TransactWriteItemsCommand, ownDynamoDB.TransactWriteItemsCommand, {
      ClientRequestToken: 'token',
      TransactItems: [
        { Put: { ...conditional, Item: everyKind } },
        { ConditionCheck: { ...conditional, Key: key } },
      ],
    }),
    {},
  ],
  [
    'Decrypt',
    kms(sdkKMS.DecryptCommand, ownKMS.DecryptCommand, {
      CiphertextBlob: bytes,
      EncryptionContext: { purpose: 'sealing' },
      KeyId: 'arn',
    }),
    { body: { KeyId: 'arn', Plaintext: bytes.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' } },
  ],
  [
    'DescribeKey',
    kms(sdkKMS.DescribeKeyCommand, ownKMS.DescribeKeyCommand, { KeyId: 'arn' }),
    { body: { KeyMetadata: { KeyId: '1', Arn: 'arn', Enabled: false, KeyState: 'PendingDeletion' } } },
  ],
  [
    'GenerateDataKey',
    kms(sdkKMS.GenerateDataKeyCommand, ownKMS.GenerateDataKeyCommand, {
      KeyId: 'arn',
      KeySpec: 'AES_256',
      EncryptionContext: { purpose: 'sealing' },
    }),
    { body: { CiphertextBlob: bytes.toString('base64'), Plaintext: bytes.toString('base64'), KeyId: 'arn' } },
  ],
  [
    'SendEmail',
    ses({
      Source: 'Ex & Co <no-reply@example.com>',
      ConfigurationSetName: 'test',
      Destination: { ToAddresses: ['ada+tag@example.com', 'b@example.com'] },
      Message: {
        Subject: utf8('ünïcode & more = 1'),
        Body: { Text: utf8("a\r\nb  c~*()!'"), Html: utf8('<p>"x"</p>') },
      },
    }),
    { body: xml, headers: { 'content-type': 'text/xml' } },
  ],
];

describe.each(calls)('%s', (operation, [bySDK, byUs], reaction) => {
  it('sends the same request, signed', async () => {
    const [theirs, our] = [(await seen(bySDK, reaction)).request, (await seen(byUs, reaction)).request];
    expect(bodyOf(our)).toEqual(bodyOf(theirs));
    for (const name of ['content-type', 'x-amz-target', 'x-amz-security-token', 'content-length', 'host'])
      if (name !== 'content-length') expect(our.headers[name], name).toEqual(theirs.headers[name]);
    expect(our.headers['content-length']).toBe(String(Buffer.byteLength(our.body)));
    const scope = /Credential=KEY\/\d{8}\/(\S+),/;
    expect(scope.exec(our.headers.authorization ?? '')?.[1]).toBe(
      scope.exec(theirs.headers.authorization ?? '')?.[1],
    );
    for (const request of [theirs, our])
      expect(isSigned(request, credentials.secretAccessKey), operation).toBe(true);
    expect(isSigned({ ...our, body: `${our.body} ` }, credentials.secretAccessKey)).toBe(false);
  });

  it('understands the answer in the same way', async () => {
    const plain = ({ outcome }: { outcome: unknown }) => {
      const { $metadata, ...rest } = outcome as { $metadata: { httpStatusCode: number } };
      return { ...rest, status: $metadata.httpStatusCode };
    };
    expect(plain(await seen(byUs, reaction))).toEqual(plain(await seen(bySDK, reaction)));
  });
});

const failing = dynamodb(sdkDynamoDB.TransactWriteItemsCommand, ownDynamoDB.TransactWriteItemsCommand, {
  ClientRequestToken: 'token',
  TransactItems: [],
});
const error = (name: string, more: object = {}, namespace = 'com.amazonaws.dynamodb.v20120810') => ({
  status: 400,
  body: { __type: `${namespace}#${name}`, message: 'The reason', ...more },
});

type Failure = Error &
  Pick<sdkDynamoDB.ConditionalCheckFailedException, 'Item' | '$fault' | '$metadata'> &
  Pick<sdkDynamoDB.TransactionCanceledException, 'CancellationReasons'>;

describe('an error', () => {
  it.each<[string, Both, Reaction]>([
    [
      'a failed condition with the old row',
      dynamodb(sdkDynamoDB.PutItemCommand, ownDynamoDB.PutItemCommand, { ...conditional, Item: key }),
      error('ConditionalCheckFailedException', { Item: everyKindOnTheWire }),
    ],
    [
      'a failed condition without one',
      dynamodb(sdkDynamoDB.PutItemCommand, ownDynamoDB.PutItemCommand, { ...conditional, Item: key }),
      error('ConditionalCheckFailedException'),
    ],
    [
      'a cancelled transaction with its reasons and old rows',
      failing,
      error('TransactionCanceledException', {
        Message: 'Transaction cancelled',
        CancellationReasons: [
          {
            Code: 'ConditionalCheckFailed',
            Message: 'The conditional request failed',
            Item: everyKindOnTheWire,
          },
          { Code: 'None' },
          { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
        ],
      }),
    ],
    [
      'a conflict',
      dynamodb(sdkDynamoDB.UpdateItemCommand, ownDynamoDB.UpdateItemCommand, { ...conditional, Key: key }),
      error('TransactionConflictException'),
    ],
    ['a missing table', failing, error('ResourceNotFoundException')],
    [
      'an error of validation, in its other namespace',
      failing,
      error('ValidationException', {}, 'com.amazon.coral.validate'),
    ],
    ['a denied call', failing, error('AccessDeniedException', {}, 'com.amazon.coral.service')],
    [
      'an error of KMS without a message',
      kms(sdkKMS.DecryptCommand, ownKMS.DecryptCommand, { CiphertextBlob: bytes }),
      { status: 400, body: { __type: 'InvalidCiphertextException' } },
    ],
    [
      'a key that is disabled',
      kms(sdkKMS.DecryptCommand, ownKMS.DecryptCommand, { CiphertextBlob: bytes }),
      { status: 400, body: { __type: 'DisabledException', message: 'arn is disabled.' } },
    ],
    [
      'a mail that is refused',
      ses({ Source: 'a', Destination: { ToAddresses: ['b'] }, Message: { Subject: utf8('s'), Body: {} } }),
      {
        status: 400,
        headers: { 'content-type': 'text/xml' },
        body: '<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>MessageRejected</Code><Message>Email address is not verified: &lt;b&gt; &amp; more</Message></Error><RequestId>0100-b</RequestId></ErrorResponse>',
      },
    ],
  ])('%s is the same', async (_, [bySDK, byUs], reaction) => {
    const plain = ({ outcome }: { outcome: unknown }) => {
      expect(outcome).toBeInstanceOf(Error);
      const { name, message, $fault, Item, CancellationReasons, $metadata } = outcome as Failure;
      return { name, message, $fault, Item, CancellationReasons, status: $metadata.httpStatusCode };
    };
    expect(plain(await seen(byUs, reaction))).toEqual(plain(await seen(bySDK, reaction)));
  });

  it.each([
    ['ConditionalCheckFailedException', ownDynamoDB.ConditionalCheckFailedException],
    ['TransactionCanceledException', ownDynamoDB.TransactionCanceledException],
    ['TransactionConflictException', ownDynamoDB.TransactionConflictException],
  ])('%s has its class', async (name, type) => {
    expect((await seen(failing[1], error(name))).outcome).toBeInstanceOf(type);
  });
});

describe('the endpoint', () => {
  const services = [
    [{ id: 'DYNAMODB', hostPrefix: 'dynamodb', signingName: 'dynamodb' }, sdkDynamoDB.DynamoDBClient],
    [{ id: 'KMS', hostPrefix: 'kms', signingName: 'kms' }, sdkKMS.KMSClient],
    [{ id: 'SES', hostPrefix: 'email', signingName: 'ses' }, sdkSES.SESClient],
  ] as const;
  const regions = [
    'us-east-1',
    'eu-central-1',
    'cn-north-1',
    'eusc-de-east-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'us-isof-south-1',
    'eu-isoe-west-1',
  ];

  it.each(regions)('in %s is the public one', async (Region) => {
    for (const [service, client] of services)
      for (const UseFIPS of [false, true]) {
        const { endpointProvider } = new client({ region: Region }).config;
        const { url } = endpointProvider({ Region, UseFIPS, UseDualStack: false }, {});
        const given = { AWS_REGION: Region, ...(UseFIPS && { AWS_USE_FIPS_ENDPOINT: 'true' }) };
        expect(endpointOf(service, given).href).toBe(url.href);
      }
  });

  it('is what the environment names: of the service before that of all', () => {
    const [[service]] = services;
    const all = { AWS_REGION: region, AWS_ENDPOINT_URL: 'http://localhost:1' };
    const named = { ...all, AWS_ENDPOINT_URL_DYNAMODB: 'http://localhost:2' };
    expect(endpointOf(service, all).href).toBe('http://localhost:1/');
    expect(endpointOf(service, named).href).toBe('http://localhost:2/');
    expect(endpointOf(service, { ...named, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }).href).toBe(
      'https://dynamodb.us-east-1.amazonaws.com/',
    );
  });
});
