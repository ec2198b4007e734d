import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeContinuousBackupsCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { type Aws, openAws } from '../../operator/aws/clients.ts';
import { explain } from '../../operator/aws/explain.ts';
import { callerIdentity } from '../../operator/aws/identity.ts';
import { judgeConcurrency } from '../../operator/doctor/quotas.ts';
import {
  type AwsAnswerText,
  identityOf,
  json,
  jsonError,
  startAnswers,
  xmlError,
} from '../support/aws-answers.ts';

/** The SDK's clients as the operator's commands open them, against answers of AWS on this machine. */

const arn = 'arn:aws:iam::123456789012:user/ada';
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
const target = { stage: 'prod', region: 'eu-central-1' };

let answers: Record<string, AwsAnswerText | readonly AwsAnswerText[]>;
let server: Awaited<ReturnType<typeof startAnswers>>;
let aws: Aws;
beforeEach(async () => {
  answers = {};
  server = await startAnswers(answers);
  aws = await openAws({ endpoint: server.endpoint, region: 'eu-central-1', credentials });
});
afterEach(() => server.close());

const explained = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return explain(error, target) as Promise<Failure>;
};

describe('a call that AWS does not answer at once', () => {
  const settings = 'GET /2016-08-19/account-settings';
  const limit = json({ AccountLimit: { ConcurrentExecutions: 1000 } });

  test.each([
    ['throttled', jsonError(429, 'TooManyRequestsException', 'Rate exceeded')],
    ['throttled with 400', jsonError(400, 'ThrottlingException', 'Rate exceeded')],
    ['failed by AWS', jsonError(500, 'ServiceException', 'Internal error')],
    ['unavailable', jsonError(503, 'ServiceUnavailable', 'Try later')],
  ])('is made again where it is %s', async (_, refusal) => {
    answers[settings] = [refusal, refusal, limit];
    expect(await judgeConcurrency(aws, 'dev')).toMatchObject({ status: 'ok' });
    expect(server.calls).toHaveLength(3);
  });

  test('is made again where it is throttled in XML', async () => {
    answers['GetCallerIdentity'] = [xmlError(400, 'Throttling', 'Rate exceeded'), identityOf(arn)];
    expect(await callerIdentity(aws)).toEqual({ arn, account: '123456789012' });
    expect(server.calls).toHaveLength(2);
  });

  test('is given up after three attempts, and what to do is said', async () => {
    answers[settings] = jsonError(429, 'TooManyRequestsException', 'Rate exceeded');
    const failure = await explained(judgeConcurrency(aws, 'dev'));
    expect(failure.message).toBe(
      'AWS throttled Lambda GetAccountSettings 3 times in a row (TooManyRequestsException: Rate exceeded). Wait a minute and try again.',
    );
    expect(server.calls).toHaveLength(3);
  });

  test('is not made again where AWS denies it', async () => {
    answers[settings] = jsonError(403, 'AccessDeniedException', 'no');
    await explained(judgeConcurrency(aws, 'dev'));
    expect(server.calls).toHaveLength(1);
  });
});

describe('the endpoint', () => {
  /** Every client that the operator's commands use, with one call and the variable of its endpoint. */
  const clients: readonly (readonly [string, (aws: Aws) => Promise<unknown>, (aws: Aws) => boolean])[] = [
    [
      'CLOUDFORMATION',
      (aws) => aws.client(CloudFormationClient).send(new DescribeStacksCommand({ StackName: 'a' })),
      (aws) => aws.isEmulated(CloudFormationClient),
    ],
    [
      'DYNAMODB',
      (aws) => aws.client(DynamoDBClient).send(new DescribeContinuousBackupsCommand({ TableName: 'abc' })),
      (aws) => aws.isEmulated(DynamoDBClient),
    ],
    [
      'LAMBDA',
      (aws) => aws.client(LambdaClient).send(new GetAccountSettingsCommand({})),
      (aws) => aws.isEmulated(LambdaClient),
    ],
    [
      'SES',
      (aws) =>
        aws.client(SESClient).send(
          new SendEmailCommand({
            Source: 'a@example.com',
            Destination: { ToAddresses: ['b@example.com'] },
            Message: { Subject: { Data: 'a' }, Body: { Text: { Data: 'a' } } },
          }),
        ),
      (aws) => aws.isEmulated(SESClient),
    ],
    [
      'SESV2',
      (aws) => aws.client(SESv2Client).send(new GetAccountCommand({})),
      (aws) => aws.isEmulated(SESv2Client),
    ],
    [
      'SSM',
      (aws) => aws.client(SSMClient).send(new GetParameterCommand({ Name: '/a' })),
      (aws) => aws.isEmulated(SSMClient),
    ],
    [
      'STS',
      (aws) => aws.client(STSClient).send(new GetCallerIdentityCommand({})),
      (aws) => aws.isEmulated(STSClient),
    ],
  ];
  const variables = ['AWS_ENDPOINT_URL', ...clients.map(([name]) => `AWS_ENDPOINT_URL_${name}`)];
  const before = variables.map((name) => [name, process.env[name]] as const);
  const forget = () => {
    for (const name of variables) delete process.env[name];
  };
  beforeAll(forget);
  beforeEach(() => {
    forget();
  });
  afterAll(() => {
    forget();
    for (const [name, value] of before) if (value !== undefined) process.env[name] = value;
  });

  test.each(clients)(
    'of %s is that of AWS_ENDPOINT_URL, and it is known that this is not AWS',
    async (_, call, isEmulated) => {
      process.env['AWS_ENDPOINT_URL'] = server.endpoint;
      const opened = await openAws({ region: 'eu-central-1', credentials });
      expect(isEmulated(opened)).toBe(false);
      await call(opened).catch(() => undefined);
      expect(server.calls.length).toBeGreaterThan(0);
      expect(server.calls.every(({ accessKeyID }) => accessKeyID === 'AKIAEXAMPLE')).toBe(true);
      expect(isEmulated(opened)).toBe(true);
    },
  );

  test.each(clients)('of %s alone comes before the one for all', async (name, call) => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:4';
    process.env[`AWS_ENDPOINT_URL_${name}`] = server.endpoint;
    await call(await openAws({ region: 'eu-central-1', credentials })).catch(() => undefined);
    expect(server.calls.length).toBeGreaterThan(0);
  });

  test('of another region is the same emulator', async () => {
    process.env['AWS_ENDPOINT_URL'] = server.endpoint;
    answers['GetCallerIdentity'] = identityOf(arn);
    const opened = await openAws({ region: 'eu-central-1', credentials });
    expect(await callerIdentity(opened.inRegion('us-east-1'))).toMatchObject({ arn });
  });
});

describe('the clock of AWS', () => {
  const date = 'Tue, 24 Nov 2026 12:00:00 GMT';

  test('is read from an answer', async () => {
    answers['GetCallerIdentity'] = { ...identityOf(arn), headers: { date } };
    expect(aws.clockReading(STSClient)).toBeUndefined();
    await callerIdentity(aws);
    expect(aws.clockReading(STSClient)).toEqual({ awsAt: Date.parse(date), hereAt: expect.any(Number) });
  });

  test('is read from a refusal, because it may be the reason', async () => {
    answers['GetCallerIdentity'] = {
      ...xmlError(403, 'SignatureDoesNotMatch', 'expired'),
      headers: { date },
    };
    await callerIdentity(aws).catch(() => undefined);
    expect(aws.clockReading(STSClient)?.awsAt).toBe(Date.parse(date));
  });

  test('is not known where nothing answers', async () => {
    await server.close();
    await callerIdentity(aws).catch(() => undefined);
    expect(aws.clockReading(STSClient)).toBeUndefined();
  });
});

describe('what is wrong is explained', () => {
  const whoAmI = () => explained(callerIdentity(aws));
  beforeEach(() => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/nonexistent');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('a denial, with the call, the action and the resource', async () => {
    const denial =
      'User: arn:aws:iam::123456789012:user/ada is not authorized to perform: lambda:GetAccountSettings on resource: * because no identity-based policy allows the lambda:GetAccountSettings action';
    answers['GET /2016-08-19/account-settings'] = jsonError(403, 'AccessDeniedException', denial);
    const failure = await explained(judgeConcurrency(aws, 'dev'));
    expect(failure).toMatchObject({
      exitCode: exitCodes.refused,
      message: `AWS denied Lambda GetAccountSettings: ${denial}\ndocs/operating.md lists the permissions that are needed ("Permissions").`,
    });
  });

  test.each([
    ['ExpiredToken', 403, /^The AWS credentials have expired \(words\)\. Sign in/],
    ['InvalidClientTokenId', 403, /^AWS does not know .* the region eu-central-1 is not enabled/],
    ['SignatureDoesNotMatch', 403, /^AWS rejected the signature .* Check this machine's clock/],
  ])('credentials that AWS rejects with %s', async (name, status, words) => {
    answers['GetCallerIdentity'] = xmlError(status, name, 'words');
    const failure = await whoAmI();
    expect(failure).toBeInstanceOf(Failure);
    expect(failure.exitCode).toBe(exitCodes.unreachable);
    expect(failure.message).toMatch(words);
  });

  test('expired credentials of the environment, which come before any profile', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIAEXAMPLE');
    answers['GetCallerIdentity'] = xmlError(403, 'ExpiredToken', 'words');
    expect((await whoAmI()).message).toContain('They come from AWS_ACCESS_KEY_ID in the environment');
  });

  test('an error that nobody foresaw, with the call and the words of AWS', async () => {
    answers['GetCallerIdentity'] = xmlError(400, 'Surprise', 'words');
    expect((await whoAmI()).message).toBe('AWS refused STS GetCallerIdentity (Surprise: words).');
  });

  test.each([
    ['a page of a network', { status: 200, text: '<!doctype html><p>Sign in to the Wi-Fi' }],
    ['a refusal of a proxy', { status: 407, text: '<html>Proxy Authentication Required</html>' }],
    ['a redirection', { status: 302, text: '', headers: { location: 'http://127.0.0.1:4/' } }],
  ])('%s in place of an answer of AWS', async (_, answer) => {
    answers['GET /2016-08-19/account-settings'] = answer;
    answers['GetCallerIdentity'] = answer;
    for (const failure of [await whoAmI(), await explained(judgeConcurrency(aws, 'dev'))]) {
      expect(failure.exitCode).toBe(exitCodes.unreachable);
      expect(failure.message).toMatch(
        new RegExp(`^The response to \\w+ \\w+ \\(status ${answer.status}\\) is not one of AWS`),
      );
    }
  });

  test('an address where nothing answers', async () => {
    await server.close();
    const failure = await whoAmI();
    expect(failure.exitCode).toBe(exitCodes.unreachable);
    expect(failure.message).toMatch(/^AWS cannot be reached \(.*ECONNREFUSED.*\)\. Check the network/);
  });

  test('a region that does not exist', async () => {
    const error = Object.assign(new Error('getaddrinfo ENOTFOUND sts.eu-centrl-1.amazonaws.com'), {
      code: 'ENOTFOUND',
      syscall: 'getaddrinfo',
      hostname: 'sts.eu-centrl-1.amazonaws.com',
    });
    const failure = (await explain(error, { stage: 'prod', region: 'eu-centrl-1' })) as Failure;
    expect(failure.exitCode).toBe(exitCodes.unreachable);
    expect(failure.message).toContain('there is no host sts.eu-centrl-1.amazonaws.com');
    expect(failure.message).toContain('the spelling of the region "eu-centrl-1"');
  });

  test('a bug stays what it is', async () => {
    const bug = new TypeError('undefined is not a function');
    expect(await explain(bug, target)).toBe(bug);
  });
});
