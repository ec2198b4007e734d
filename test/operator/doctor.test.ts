import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tableNames, usedStepStacks } from '../../functions/steps.ts';
import { stageNames } from '../../lib/names.ts';
import { apiHeaders, siteHeaders } from '../../lib/security-headers.ts';
import { listen } from '../../local/emulators/http.ts';
import { type Aws, openAws } from '../../operator/aws/clients.ts';
import { judgeClock } from '../../operator/doctor/clock.ts';
import { judgeBackups, judgeBootstrap, judgeStack } from '../../operator/doctor/deployment.ts';
import { judgeDomain } from '../../operator/doctor/dns.ts';
import { type Judgement, ok, runCheck, unlessEmulated } from '../../operator/doctor/finding.ts';
import {
  judgeConfigurationSet,
  judgeIdentity,
  judgeSandbox,
  judgeSending,
  judgeSendQuota,
} from '../../operator/doctor/mail.ts';
import { judgePasskeyDomain, judgePasskeys } from '../../operator/doctor/passkeys.ts';
import { judgeConcurrency, reservedConcurrency } from '../../operator/doctor/quotas.ts';
import { judgeApi, judgePage, judgeSignIn } from '../../operator/doctor/service.ts';
import {
  type AwsAnswerText,
  json,
  jsonError,
  stackOf,
  startAnswers,
  xmlError,
} from '../support/aws-answers.ts';
import { runCommand } from '../support/operator.ts';

const credentials = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
};

const answers: Record<string, AwsAnswerText> = {};
let server: Awaited<ReturnType<typeof startAnswers>>;
let aws: Aws;
beforeAll(async () => {
  Object.assign(process.env, credentials);
  server = await startAnswers(answers);
  aws = await openAws({ endpoint: server.endpoint });
});
afterAll(() => server.close());
beforeEach(() => {
  for (const name of Object.keys(answers)) delete answers[name];
});

/** Every finding that is not well says what to do. */
function expectStatus(judged: Judgement, status: Judgement['status'], words: string): void {
  expect(judged).toMatchObject({ status, detail: expect.stringContaining(words) });
  if (status === 'problem' || status === 'warning') expect(judged.fix).toMatch(/\w{3}/);
}

describe('the domain of passkeys', () => {
  const names = stageNames('prod');
  const domain = { origin: 'https://accounts.example.com', rpID: 'accounts.example.com' };
  const page = (items: readonly string[], isLast = true) =>
    json({
      Items: items.map((rpID) => ({ rpID: { S: rpID } })),
      ...(!isLast && { LastEvaluatedKey: { userID: { S: 'a' }, id: { S: 'b' } } }),
    });

  test('is fine if no passkey belongs to another one', async () => {
    answers['DynamoDB_20120810.Scan'] = page([]);
    expectStatus(await judgePasskeys(aws, names, domain), 'ok', 'passkeys belong to accounts.example.com');
  });

  test('strands the passkeys of an earlier one, which are counted', async () => {
    answers['DynamoDB_20120810.Scan'] = page(['old.example.com', 'old.example.com', 'older.example.com']);
    const judged = await judgePasskeys(aws, names, domain);
    expectStatus(judged, 'warning', '2 to old.example.com, 1 to older.example.com');
    expect(judged.fix).toContain('passkeyDomain=old.example.com');
  });

  test('says so if the table was not read to its end', async () => {
    answers['DynamoDB_20120810.Scan'] = page([], false);
    expectStatus(await judgePasskeys(aws, names, domain), 'ok', 'as far as the table was read');
  });

  const related = (answer: () => Response | Promise<Response>, rpID: string) =>
    judgePasskeyDomain({ ...domain, rpID }, async () => answer());
  const naming =
    (...origins: readonly string[]) =>
    () =>
      Response.json({ origins });

  test.each(['accounts.example.com', 'example.com'])('can be %s without asking anybody', async (rpID) => {
    const asked = related(() => Promise.reject(new Error('asked')), rpID);
    expect(await asked).toBeUndefined();
  });

  test('can be another one that names the origin', async () => {
    expect(await related(naming(domain.origin), 'd1.cloudfront.net')).toBeUndefined();
  });

  test.each([
    ['names another origin', naming('https://elsewhere.example')],
    ['names none', () => Response.json({})],
    ['does not have the file', () => new Response('', { status: 404 })],
    ['cannot be reached', () => Promise.reject(new Error('no such host'))],
    ['answers with a page', () => new Response('<html>')],
  ])('cannot be another one that %s', async (_, answer) => {
    const judged = await related(answer, 'counts.example.com');
    if (!judged) throw new Error('it was accepted');
    expectStatus(judged, 'problem', 'https://counts.example.com/.well-known/webauthn does not name it');
  });
});

describe('the deployment', () => {
  test.each([
    ['a new bootstrap stack', json({ Parameter: { Value: '28' } }), 'ok', 'version 28'],
    ['an old one', json({ Parameter: { Value: '4' } }), 'problem', 'version 4'],
    ['none', jsonError(400, 'ParameterNotFound', ''), 'problem', 'not bootstrapped'],
  ] as const)('tells %s', async (_, answer, status, words) => {
    answers['AmazonSSM.GetParameter'] = answer;
    const judged = await judgeBootstrap(aws, '123456789012');
    expectStatus(judged, status, words);
    if (status === 'problem') expect(judged.fix).toBe('npx cdk bootstrap aws://123456789012/eu-central-1');
  });

  test.each([
    ['CREATE_COMPLETE', true, 'ok'],
    ['UPDATE_COMPLETE', true, 'ok'],
    ['UPDATE_ROLLBACK_COMPLETE', true, 'warning'],
    ['UPDATE_IN_PROGRESS', true, 'warning'],
    ['UPDATE_ROLLBACK_FAILED', true, 'problem'],
    ['ROLLBACK_COMPLETE', true, 'problem'],
    ['absent', true, 'problem'],
    ['absent', false, 'ok'],
  ] as const)('tells a stack that is %s (needed: %s)', async (state, isRequired, status) => {
    const name = 'serverless-mfa-prod-service';
    answers[`DescribeStacks ${name}`] =
      state === 'absent'
        ? xmlError(400, 'ValidationError', `Stack with id ${name} does not exist`)
        : stackOf(name, state);
    const judged = await judgeStack(aws, stageNames('prod'), 'prod', { part: 'service', isRequired });
    expectStatus(judged, status, name);
  });

  test('tells tables that could not be brought back', async () => {
    const backups = (PointInTimeRecoveryStatus: string) =>
      json({
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus },
        },
      });
    answers['DynamoDB_20120810.DescribeContinuousBackups'] = backups('ENABLED');
    expectStatus(await judgeBackups(aws, stageNames('prod')), 'ok', `all ${tableNames.length} tables`);
    answers['DynamoDB_20120810.DescribeContinuousBackups'] = backups('DISABLED');
    expectStatus(await judgeBackups(aws, stageNames('prod')), 'problem', 'serverless-mfa-prod-users');
  });

  test('what AWS denies is unknown, not well', async () => {
    answers['DescribeStacks'] = xmlError(403, 'AccessDenied', 'User is not authorized');
    const judge = () => judgeStack(aws, stageNames('dev'), 'dev', { part: 'data', isRequired: false });
    const found = await runCheck('stack', { stage: 'dev', region: 'eu-central-1' }, judge);
    expect(found).toMatchObject({
      status: 'unknown',
      detail: expect.stringContaining('AWS denied CloudFormation DescribeStacks: User is not authorized'),
    });
  });
});

describe('mail', () => {
  test('in the sandbox is a problem in prod, and a warning elsewhere', () => {
    expectStatus(judgeSandbox({ ProductionAccessEnabled: true }, 'prod'), 'ok', 'production');
    expectStatus(judgeSandbox({ ProductionAccessEnabled: false }, 'prod'), 'problem', 'sandbox');
    expectStatus(judgeSandbox({ ProductionAccessEnabled: false }, 'dev'), 'warning', 'sandbox');
  });

  test('that is paused or under review is a problem', () => {
    expectStatus(judgeSending({ SendingEnabled: true, EnforcementStatus: 'HEALTHY' }), 'ok', 'sends');
    expectStatus(judgeSending({ SendingEnabled: false }), 'problem', 'no mail');
    expectStatus(
      judgeSending({ SendingEnabled: true, EnforcementStatus: 'PROBATION' }),
      'problem',
      'PROBATION',
    );
  });

  test.each([
    [{ Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 12 }, 'ok'],
    [{ Max24HourSend: -1, MaxSendRate: 14, SentLast24Hours: 1_000_000 }, 'ok'],
    [{ Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 }, 'warning'],
    [{ Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 49_000 }, 'warning'],
  ] as const)('with the quota %j', (SendQuota, status) => {
    expectStatus(judgeSendQuota({ SendQuota }), status, 'a second');
  });

  const domain = 'GET /v2/email/identities/accounts.example.com';
  const address = 'GET /v2/email/identities/no-reply%40accounts.example.com';
  const good = {
    IdentityType: 'DOMAIN',
    VerifiedForSendingStatus: true,
    DkimAttributes: { Status: 'SUCCESS' },
    MailFromAttributes: { MailFromDomain: 'mail-from.accounts.example.com', MailFromDomainStatus: 'SUCCESS' },
  };
  test.each([
    ['a domain that is signed', good, undefined, 'ok'],
    ['a domain that is not verified', { ...good, VerifiedForSendingStatus: false }, undefined, 'problem'],
    [
      'a MAIL FROM that is not found',
      { ...good, MailFromAttributes: { ...good.MailFromAttributes, MailFromDomainStatus: 'FAILED' } },
      undefined,
      'problem',
    ],
    ['an address alone, not signed', undefined, { VerifiedForSendingStatus: true }, 'warning'],
    ['an address that is not verified', undefined, { VerifiedForSendingStatus: false }, 'problem'],
    ['neither', undefined, undefined, 'problem'],
  ] as const)('is sent as %s', async (_, ofDomain, ofAddress, status) => {
    const absent = jsonError(404, 'NotFoundException', 'Email identity does not exist.');
    answers[domain] = ofDomain ? json(ofDomain) : absent;
    answers[address] = ofAddress ? json(ofAddress) : absent;
    expectStatus(await judgeIdentity(aws, 'no-reply@accounts.example.com'), status, 'accounts.example.com');
  });

  test('of a configuration set that is paused is a problem', async () => {
    const path = 'GET /v2/email/configuration-sets/serverless-mfa-dev';
    answers[path] = json({ SendingOptions: { SendingEnabled: true } });
    expectStatus(await judgeConfigurationSet(aws, 'serverless-mfa-dev'), 'ok', 'enabled');
    answers[path] = json({ SendingOptions: { SendingEnabled: false } });
    expectStatus(await judgeConfigurationSet(aws, 'serverless-mfa-dev'), 'problem', 'paused');
  });
});

test.each([
  ['dev', 1000, 'ok'],
  ['dev', 10, 'warning'],
  ['prod', reservedConcurrency + 100, 'ok'],
  ['prod', reservedConcurrency + 99, 'problem'],
] as const)('the concurrency of Lambda: %s with %i', async (stage, ConcurrentExecutions, status) => {
  answers['GET /2016-08-19/account-settings'] = json({ AccountLimit: { ConcurrentExecutions } });
  expectStatus(await judgeConcurrency(aws, stage), status, String(ConcurrentExecutions));
});

test('the clock is compared with the second that AWS tells', () => {
  const at = Date.UTC(2026, 10, 24, 12);
  const judge = (awsAt: number | undefined, hereAt: number) => judgeClock({ awsAt, hereAt });
  expectStatus(judge(at, at + 900), 'ok', 'agrees');
  expectStatus(judge(at, at + 20_500), 'ok', '20 s off');
  expectStatus(judge(at, at + 61_500), 'problem', '61 s ahead');
  expectStatus(judge(at, at - 400_000), 'problem', '401 s behind');
  expectStatus(judge(undefined, at), 'unknown', 'no date');
});

test('a name that is not in DNS can be none of this machine', async () => {
  expectStatus(await judgeDomain('http://localhost:3000'), 'unknown', 'localhost');
});

test('what an emulator says of AWS is unknown, whatever it says', async () => {
  const found = Promise.resolve({ check: 'mail-sandbox', ...ok('SES has production access') });
  expect(await unlessEmulated(() => true, found)).toMatchObject({ status: 'unknown' });
  expect(await unlessEmulated(() => false, found)).toMatchObject({ status: 'ok' });
});

describe('the service', () => {
  type Answer = { status: number; headers: Record<string, string>; text: string };
  const page: Answer = {
    status: 200,
    headers: { ...siteHeaders, 'content-type': 'text/html', 'cache-control': 'no-cache' },
    text: '<script type="module" src="/assets/index-1234.js"></script>',
  };
  const script: Answer = { status: 200, headers: { 'content-type': 'text/javascript' }, text: '' };
  const api: Answer = {
    status: 200,
    headers: { ...apiHeaders, 'content-type': 'application/json', 'cache-control': 'no-store' },
    text: '{"pods":[]}',
  };
  const problemOf = (status: number, slug: string): Answer => ({
    status,
    headers: { ...api.headers, 'content-type': 'application/problem+json' },
    text: JSON.stringify({ type: `https://mfa.example.com/problems/${slug}` }),
  });
  const well: Record<string, Answer> = {
    '/': page,
    '/account/mfa/undo': page,
    '/assets/index-1234.js': script,
    '/api/pods': api,
    '/api/no-such-thing': problemOf(404, 'not-found'),
    '/api/auth/signin': problemOf(401, 'invalid-credentials'),
    '/api/account/password/forgot': { ...api, status: 202, text: '' },
  };
  let served: Record<string, Answer>;
  let origin: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const listener = await listen((request, response) => {
      const { status, headers, text } = served[request.url ?? ''] ?? problemOf(404, 'not-found');
      response.writeHead(status, headers).end(text);
    });
    origin = listener.endpoint;
    close = () => listener.close();
  });
  afterAll(() => close());
  beforeEach(() => {
    served = { ...well };
  });

  const without = (answer: Answer, name: string): Answer => ({
    ...answer,
    headers: Object.fromEntries(Object.entries(answer.headers).filter(([header]) => header !== name)),
  });

  test('is well where page, API and sign-in are', async () => {
    expectStatus(await judgePage(origin), 'ok', '1 files');
    expectStatus(await judgeApi(origin), 'ok', 'responds in');
    expectStatus(await judgeSignIn(origin), 'ok', '401');
  });

  test.each([
    [
      'a page without its policy',
      { '/': without(page, 'content-security-policy') },
      'content-security-policy',
    ],
    ['a page that may be cached', { '/': without(page, 'cache-control') }, 'may cache'],
    ['a page that is not there', { '/': { ...page, status: 403 } }, '403'],
    ['a script that is gone', { '/assets/index-1234.js': { ...script, status: 404 } }, 'index-1234.js'],
    [
      'links of mails that lead nowhere',
      { '/account/mfa/undo': { ...page, status: 403 } },
      'respond with 403',
    ],
  ])('finds %s', async (_, spoilt, words) => {
    Object.assign(served, spoilt);
    expectStatus(await judgePage(origin), 'problem', words);
  });

  test.each([
    ['an API behind a firewall', { '/api/pods': { ...api, status: 403 } }, '403'],
    ['an API that fails', { '/api/pods': { ...api, status: 500 } }, '500'],
    [
      'an API without its headers',
      { '/api/pods': without(api, 'strict-transport-security') },
      'strict-transport',
    ],
    ['an API that may be cached', { '/api/pods': without(api, 'cache-control') }, 'cached'],
    ['a page in place of what is not there', { '/api/no-such-thing': page }, 'responds with 200'],
  ])('finds %s', async (_, spoilt, words) => {
    Object.assign(served, spoilt);
    expectStatus(await judgeApi(origin), 'problem', words);
  });

  test.each([
    ['a sign-in that lets everyone in', api, 'problem', '200'],
    ['a sign-in that fails', problemOf(503, 'unavailable'), 'problem', '503'],
    ['a sign-in without a problem document', { ...api, status: 401 }, 'problem', '401'],
    ['a sign-in that has to wait', problemOf(429, 'too-many-attempts'), 'warning', 'Too many'],
  ] as const)('finds %s', async (_, answer, status, words) => {
    served['/api/auth/signin'] = answer;
    expectStatus(await judgeSignIn(origin), status, words);
  });

  const describing = `GET /2015-03-31/functions/${stageNames('dev').function('mfa/carry-out-resets')}/configuration`;
  function deployed(): void {
    const identity = {
      text: '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ada</Arn><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    };
    const Variables = {
      PUBLIC_ORIGIN: origin,
      SENDER: 'a@example.com',
      CONFIGURATION_SET: 'serverless-mfa-dev',
    };
    Object.assign(answers, {
      GetCallerIdentity: identity,
      'AmazonSSM.GetParameter': json({ Parameter: { Value: '28' } }),
      'DynamoDB_20120810.Scan': json({ Items: [] }),
      DescribeStacks: stackOf('any', 'CREATE_COMPLETE'),
      [describing]: json({ Environment: { Variables } }),
      'GET /v2/email/configuration-sets/serverless-mfa-dev': json({}),
      'GET /v2/email/account': json({ ProductionAccessEnabled: true, SendingEnabled: true }),
    });
  }
  const environment = () => ({ ...credentials, AWS_ENDPOINT_URL: server.endpoint });

  test('as a process: 0 where there is no problem, and unknown what an emulator cannot tell', async () => {
    deployed();
    const { code, out, err } = await runCommand('doctor', ['--json'], environment());
    expect(err).toBe('');
    const { findings, ...examined } = JSON.parse(out);
    expect(examined).toEqual({ ok: true, stage: 'dev', region: 'eu-central-1', account: '123456789012' });
    const statuses = Object.fromEntries(
      findings.map(({ check, status }: { check: string; status: string }) => [check, status]),
    );
    expect(statuses).toEqual({
      credentials: 'ok',
      clock: 'unknown',
      settings: 'unknown',
      bootstrap: 'ok',
      'stack-data': 'ok',
      ...Object.fromEntries(usedStepStacks.map((stack) => [`stack-${stack}`, 'ok'])),
      'stack-monitoring': 'ok',
      'stack-edge': 'ok',
      keys: 'unknown',
      replicas: 'unknown',
      backups: 'unknown',
      concurrency: 'unknown',
      'mail-sandbox': 'unknown',
      'mail-sending': 'unknown',
      'mail-quota': 'unknown',
      'mail-identity': 'unknown',
      'mail-dmarc': 'unknown',
      'mail-settings': 'ok',
      domain: 'unknown',
      page: 'ok',
      passkeys: 'ok',
      api: 'ok',
      'error-caching': 'ok',
      'sign-in': 'ok',
      mail: 'ok',
    });
    expect(code).toBe(0);
  });

  test('as a process: 1 where there is a problem, with its fix', async () => {
    deployed();
    answers['AmazonSSM.GetParameter'] = jsonError(400, 'ParameterNotFound', '');
    served['/'] = { ...page, status: 403 };
    const { code, out } = await runCommand('doctor', [], environment());
    expect(code).toBe(1);
    expect(out).toMatch(/problem +bootstrap.*\n +→ npx cdk bootstrap/);
    expect(out).toMatch(/problem +page +The page responds with 403/);
    expect(out).toContain('2 problem');
  });

  test('as a process without credentials: says so, and still looks at the service', async () => {
    const without = { ...environment(), AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
    const { code, out } = await runCommand('doctor', ['--origin', origin], without);
    expect(code).toBe(1);
    expect(out).toMatch(/problem +credentials/);
    expect(out).toContain('No AWS credentials were found');
    expect(out).toMatch(/ok +sign-in/);
  });

  test('as a process with a wrong clock: says so where AWS refuses for it', async () => {
    answers['GetCallerIdentity'] = {
      ...xmlError(403, 'SignatureDoesNotMatch', 'Signature expired'),
      headers: { date: 'Tue, 24 Nov 2020 12:00:00 GMT' },
    };
    const { code, out } = await runCommand('doctor', [], environment());
    expect(code).toBe(1);
    expect(out).toMatch(/problem +credentials/);
    expect(out).toContain("Check this machine's clock");
    expect(out).toMatch(/clock.*The clock of this machine is \d+ s ahead of AWS/);
  });

  test.each([[['--origin', 'nowhere']], [['--stage', 'No!']], [['--nonsense']], [['extra']]])(
    'as a process: usage is 2, as in %j',
    async (words) => {
      expect(await runCommand('doctor', words, environment())).toMatchObject({ code: 2, out: '' });
    },
  );
});
