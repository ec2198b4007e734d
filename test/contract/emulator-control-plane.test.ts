import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { DeleteSuppressedDestinationCommand, GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ControlPlaneEmulator, startControlPlane } from '../../local/emulators/control-plane.ts';
import { createTables, type Emulators, startEmulators } from '../../local/emulators/index.ts';
import { type Aws, openAws } from '../../operator/aws/clients.ts';
import { callerIdentity } from '../../operator/aws/identity.ts';
import { stageEnvironment } from '../../operator/stage.ts';
import { tableDefinitions } from '../support/tables.ts';

/** One endpoint for all that an operator's tools ask of AWS. */

let emulators: Emulators;
let controlPlane: ControlPlaneEmulator;
let aws: Aws;
let common: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
};
beforeAll(async () => {
  emulators = await startEmulators();
  const { dynamodb, kms, ses } = emulators;
  controlPlane = await startControlPlane({
    environments: new Map([['serverless-mfa-dev-mfa-carry-out-resets', { SENDER: 'a@example.com' }]]),
    others: { dynamodb: dynamodb.endpoint, kms: kms.endpoint, ses: ses.endpoint },
  });
  common = {
    endpoint: controlPlane.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  aws = await openAws(common);
});
afterAll(async () => {
  await controlPlane.close();
  await emulators.close();
});

test('hands calls of DynamoDB on, with their bytes and their errors', async () => {
  const client = new DynamoDBClient(common);
  await createTables(client, tableDefinitions('t'));
  expect((await client.send(new ListTablesCommand({}))).TableNames).toContain('t-users');
  const Item = { id: { S: 'straße' }, wrapped: { B: new Uint8Array([0, 255, 128]) } };
  await client.send(new PutItemCommand({ TableName: 't-keys', Item }));
  expect((await client.send(new ScanCommand({ TableName: 't-keys' }))).Items).toEqual([Item]);
  const again = { TableName: 't-keys', Item, ConditionExpression: 'attribute_not_exists(id)' };
  await expect(client.send(new PutItemCommand(again))).rejects.toThrow(
    expect.objectContaining({ name: 'ConditionalCheckFailedException' }),
  );
});

test('hands calls of KMS and SES on', async () => {
  const kms = new KMSClient(common);
  const KeyId = emulators.kms.keyArns[0] ?? '';
  expect((await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }))).Plaintext).toHaveLength(
    32,
  );
  const ses = new SESClient(common);
  const Data = 'words';
  await ses.send(
    new SendEmailCommand({
      Source: 'a@example.com',
      Destination: { ToAddresses: ['control-plane@example.com'] },
      Message: { Subject: { Data }, Body: { Text: { Data } } },
    }),
  );
  const mails = (await emulators.inbox()).filter(({ destination }) =>
    destination.to.includes('control-plane@example.com'),
  );
  expect(mails).toHaveLength(1);
});

test('says who asks, and what a function runs with', async () => {
  expect(await callerIdentity(aws)).toMatchObject({
    arn: 'arn:aws:iam::000000000000:user/local',
    account: '000000000000',
  });
  expect(await stageEnvironment(aws, 'dev')).toEqual({ SENDER: 'a@example.com' });
  await expect(stageEnvironment(aws, 'other')).rejects.toThrow(
    expect.objectContaining({
      name: 'ResourceNotFoundException',
      $metadata: expect.objectContaining({ httpStatusCode: 404 }),
    }),
  );
});

test("takes an address off SES's list, once", async () => {
  controlPlane.suppressed.add('ada+tag@example.com');
  const ses = aws.client(SESv2Client);
  const request = new DeleteSuppressedDestinationCommand({ EmailAddress: 'ada+tag@example.com' });
  await ses.send(request);
  await expect(ses.send(request)).rejects.toThrow(expect.objectContaining({ name: 'NotFoundException' }));
});

test('says what it does not offer, and asks for a signature', async () => {
  await expect(aws.client(SESv2Client).send(new GetAccountCommand({}))).rejects.toThrow(
    expect.objectContaining({
      name: 'NotImplemented',
      $metadata: expect.objectContaining({ httpStatusCode: 501 }),
    }),
  );
  const stacks = new DescribeStacksCommand({ StackName: 'any' });
  await expect(aws.client(CloudFormationClient).send(stacks)).rejects.toThrow(
    expect.objectContaining({ name: 'NotImplemented', message: 'DescribeStacks is not offered here' }),
  );
  expect((await fetch(controlPlane.endpoint, { method: 'POST' })).status).toBe(403);
});
