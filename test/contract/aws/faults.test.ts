import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '../../../functions/adapters/aws/dynamodb.ts';
import { SESClient, SendEmailCommand } from '../../../functions/adapters/aws/ses.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

let server: ScriptedServer;
let environment: Record<string, string>;
let now: number;
let waits: number[];
let client: DynamoDBClient;
beforeEach(async () => {
  server = await startScriptedServer();
  environment = {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'FIRST',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  now = Date.UTC(2026, 10, 24, 12, 0, 0);
  waits = [];
  client = newClient();
});
afterEach(async () => {
  client.destroy();
  await server.close();
});

const host = () => ({
  environment,
  now: () => now,
  // The longest wait.
  random: (length: number) => new Uint8Array(length).fill(255),
  wait: async (milliseconds: number) => void waits.push(milliseconds),
});
const patient = { connect: 60_000, response: 60_000, suspicious: 60_000, fresh: 5000 };
const newClient = (limits = patient) => new DynamoDBClient({ host: host(), limits });

const read = () => new BatchGetItemCommand({ RequestItems: { t: { Keys: [{ id: { S: 'one' } }] } } });
const write = () =>
  new UpdateItemCommand({ TableName: 't', Key: { id: { S: 'one' } }, UpdateExpression: 'ADD n :one' });
const transaction = () => new TransactWriteItemsCommand({ ClientRequestToken: 'token', TransactItems: [] });
const mail = () =>
  new SendEmailCommand({
    Source: 'a@example.com',
    Destination: { ToAddresses: ['b@example.com'] },
    Message: undefined,
  });

const dynamoError = (name: string, status = 400, more = {}) => ({
  status,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: `${name}!`, ...more },
});
const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

describe('a request that the service could not carry out', () => {
  it.each([
    ['ProvisionedThroughputExceededException', 400],
    ['ThrottlingException', 400],
    ['RequestLimitExceeded', 400],
    ['TransactionInProgressException', 400],
    ['anything', 429],
  ])('for its load (%s, %i) is repeated, after waits at random that double', async (name, status) => {
    server.next(...times(3, dynamoError(name, status)));
    await client.send(write());
    expect(server.requests).toHaveLength(4);
    expect(waits).toEqual([499, 999, 1999]);
  });

  it.each([500, 502, 503, 504])('for an error of its own (%i) is repeated, sooner', async (status) => {
    server.next(...times(3, dynamoError('InternalServerError', status)));
    await client.send(write());
    expect(server.requests).toHaveLength(4);
    expect(waits).toEqual([49, 99, 199]);
  });

  it('four times fails with the error of the last, and says how often it was tried', async () => {
    server.next(...times(4, dynamoError('ThrottlingException')));
    await expect(client.send(read())).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'ThrottlingException!',
      $fault: 'client',
      $metadata: { httpStatusCode: 400, attempts: 4 },
    });
    expect(server.requests).toHaveLength(4);
  });

  it('is not repeated if it would fail again', async () => {
    server.next(dynamoError('ValidationException'));
    await expect(client.send(read())).rejects.toMatchObject({ name: 'ValidationException' });
    expect(server.requests).toHaveLength(1);
  });

  it('is repeated after a wait at random: also after none', async () => {
    server.next(dynamoError('ThrottlingException'));
    await new DynamoDBClient({ host: { ...host(), random: (length) => new Uint8Array(length) } }).send(
      read(),
    );
    expect(waits).toEqual([]);
  });
  it('is repeated less and less in an outage', async () => {
    let attempts = 0;
    for (let request = 0; request < 20; request += 1) {
      server.next(...times(4, dynamoError('InternalServerError', 500)));
      const before = server.requests.length;
      await client.send(read()).catch(() => undefined);
      attempts = server.requests.length - before;
    }
    expect(attempts).toBe(1);
  });
});

describe('a connection that breaks', () => {
  it.each(['resets', 'breaks off'] as const)(
    '%s before the end of the response: a read is repeated',
    async (how) => {
      server.next(how);
      await client.send(read());
      expect(server.requests).toHaveLength(2);
      expect(waits).toEqual([49]);
    },
  );

  it.each(['resets', 'breaks off'] as const)(
    '%s: a transaction with a token is repeated, as the same request',
    async (how) => {
      server.next(how);
      await client.send(transaction());
      expect(server.requests.map(({ body }) => body)).toEqual(
        times(2, '{"ClientRequestToken":"token","TransactItems":[]}'),
      );
    },
  );

  it('resets: a row with a condition is put again', async () => {
    server.next('resets');
    await client.send(new PutItemCommand({ TableName: 't', Item: {}, ConditionExpression: 'x' }));
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['a single write', () => client.send(write())],
    [
      'a transaction without a token',
      () => client.send(new TransactWriteItemsCommand({ TransactItems: [] })),
    ],
  ])('%s is not repeated: it may have been carried out', async (_, send) => {
    server.next('resets');
    await expect(send()).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'ECONNRESET',
      mayHaveArrived: true,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('neither is a mail', async () => {
    const ses = new SESClient({ host: host(), limits: patient });
    server.next('resets');
    await expect(ses.send(mail())).rejects.toMatchObject({ mayHaveArrived: true });
    ses.destroy();
    expect(server.requests).toHaveLength(1);
  });

  it('cannot be opened: every request is repeated, since none has arrived', async () => {
    await server.close();
    await expect(client.send(write())).rejects.toMatchObject({ code: 'ECONNREFUSED', mayHaveArrived: false });
    expect(waits).toEqual([49, 99, 199]);
  });
});

describe('many requests at once', () => {
  it('share fifty connections, and each is answered', async () => {
    await Promise.all(times(200, read).map((command) => client.send(command())));
    await Promise.all(times(200, write).map((command) => client.send(command())));
    expect(server.requests).toHaveLength(400);
    expect(new Set(server.requests.map(({ connection }) => connection)).size).toBe(50);
  });
});

describe('a connection that died while the function was frozen', () => {
  const freeze = async () => {
    await client.send(read());
    now += 60_000;
  };

  it('is not used for a single write: it goes through a new one', async () => {
    await freeze();
    await client.send(write());
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1]);
  });

  it('that answered a moment ago is used for a single write', async () => {
    await freeze();
    await client.send(read());
    now += 5000;
    await client.send(write());
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 0]);
  });

  it('is tried by a read, which is repeated at once through a new one', async () => {
    await freeze();
    server.next('resets');
    await client.send(read());
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 1]);
    expect(waits).toEqual([]);
  });

  it('is one of several: none of the others is tried after it', async () => {
    server.next({}, {}, {});
    await Promise.all([client.send(read()), client.send(read()), client.send(read())]);
    now += 60_000;
    server.next('resets');
    await client.send(read());
    expect(server.requests.map(({ connection }) => connection).at(-1)).toBe(3);
  });

  it('and is silent is given up by a read sooner than a new one', async () => {
    const impatient = newClient({ ...patient, suspicious: 50 });
    await impatient.send(read());
    now += 60_000;
    server.next('is silent');
    await impatient.send(read());
    impatient.destroy();
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 1]);
  });
});

describe('a server that does not answer', () => {
  it('lets a read try again, and fail in the end', async () => {
    const impatient = newClient({ ...patient, response: 50 });
    server.next(...times(4, 'is silent' as const));
    await expect(impatient.send(read())).rejects.toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
    impatient.destroy();
    expect(server.requests).toHaveLength(4);
  });

  it('lets a single write fail at once: it may have been carried out', async () => {
    const impatient = newClient({ ...patient, response: 50 });
    server.next('is silent');
    const put = new PutItemCommand({ TableName: 't', Item: { id: { S: 'one' } } });
    await expect(impatient.send(put)).rejects.toMatchObject({ name: 'TimeoutError', mayHaveArrived: true });
    impatient.destroy();
    expect(server.requests).toHaveLength(1);
  });
});

describe('a clock that is wrong', () => {
  const skewed = (date: string, name = 'InvalidSignatureException') => ({
    ...dynamoError(name, 400, { message: 'Signature not yet current' }),
    headers: { date },
  });
  const signedAt = () => server.requests.map(({ headers }) => headers['x-amz-date']);

  it.each(['InvalidSignatureException', 'RequestTimeTooSkewed', 'RequestExpired', 'SignatureDoesNotMatch'])(
    'is corrected by that of the service after %s, for later requests too',
    async (name) => {
      server.next(skewed('Tue, 24 Nov 2026 12:20:00 GMT', name));
      await client.send(write());
      await client.send(write());
      expect(signedAt()).toEqual(['20261124T120000Z', '20261124T122000Z', '20261124T122000Z']);
      expect(waits).toEqual([]);
    },
  );

  it('is no excuse where it is right: the error stays', async () => {
    server.next(skewed('Tue, 24 Nov 2026 12:00:20 GMT'));
    await expect(client.send(write())).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    expect(server.requests).toHaveLength(1);
  });

  it('is corrected once per request', async () => {
    server.next(skewed('Tue, 24 Nov 2026 12:20:00 GMT'), skewed('Tue, 24 Nov 2026 12:40:00 GMT'));
    await expect(client.send(write())).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    expect(server.requests).toHaveLength(2);
  });

  it('was right, and the signature old: the request is signed again', async () => {
    server.next({
      ...dynamoError('InvalidSignatureException', 400, {
        message: 'Signature expired: 1 is now earlier than 2',
      }),
    });
    await client.send(write());
    expect(server.requests).toHaveLength(2);
  });
});

describe('credentials', () => {
  const keyIDs = () =>
    server.requests.map(({ headers }) => /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1]);

  it('that change are used from the next request', async () => {
    await client.send(read());
    Object.assign(environment, { AWS_ACCESS_KEY_ID: 'SECOND', AWS_SESSION_TOKEN: 'session' });
    await client.send(read());
    expect(keyIDs()).toEqual(['FIRST', 'SECOND']);
    expect(server.requests.map(({ headers }) => headers['x-amz-security-token'])).toEqual([
      undefined,
      'session',
    ]);
  });

  it.each(['ExpiredTokenException', 'UnrecognizedClientException'])(
    'that were replaced while they expired (%s) are tried at once',
    async (name) => {
      server.next(dynamoError(name));
      const sent = client.send(write());
      environment['AWS_ACCESS_KEY_ID'] = 'SECOND';
      await sent;
      expect(keyIDs()).toEqual(['FIRST', 'SECOND']);
    },
  );

  it('that expired and are still the same are an error', async () => {
    server.next(dynamoError('ExpiredTokenException'));
    await expect(client.send(write())).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    expect(server.requests).toHaveLength(1);
  });

  it('that are missing are an error before any request', async () => {
    delete environment['AWS_SECRET_ACCESS_KEY'];
    await expect(client.send(read())).rejects.toMatchObject({ name: 'ConfigurationError' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('what is no answer of DynamoDB', () => {
  it('such as a page of something in between is an error without a name of AWS', async () => {
    server.next({ status: 403, body: '<html>Forbidden</html>' });
    await expect(client.send(read())).rejects.toMatchObject({
      name: 'UnknownError',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('with status 503 is repeated', async () => {
    server.next({ status: 503, body: '<html>Service Unavailable</html>' });
    await client.send(read());
    expect(server.requests).toHaveLength(2);
  });

  it('with status 200 is an error, not a row that is absent', async () => {
    server.next({ body: '<html>Hello</html>' });
    await expect(client.send(read())).rejects.toThrow();
  });
});
