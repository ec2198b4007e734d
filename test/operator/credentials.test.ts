import * as crypto from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stageNames } from '../../lib/names.ts';
import {
  type AwsAnswerText,
  identityOf,
  json,
  jsonError,
  startAnswers,
  xmlError,
} from '../support/aws-answers.ts';
import { commandEnvironment, projectFolder, runCommand, startWords } from '../support/operator.ts';
import { Terminal } from '../support/terminal.ts';

/** Where the commands, as processes of their own, get AWS credentials from, and what they say where there are none. */

const arn = 'arn:aws:sts::123456789012:assumed-role/operator/ada';
const describing = `GET /2015-03-31/functions/${stageNames('dev').function('mfa/carry-out-resets')}/configuration`;
const later = () => new Date(Date.now() + 3_600_000).toISOString();

let home: string;
let answers: Record<string, AwsAnswerText | readonly AwsAnswerText[]>;
let server: Awaited<ReturnType<typeof startAnswers>>;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'serverless-mfa-aws-'));
  mkdirSync(join(home, '.aws', 'sso', 'cache'), { recursive: true });
  answers = {
    GetCallerIdentity: identityOf(arn),
    [describing]: json({ Environment: { Variables: { PUBLIC_ORIGIN: 'https://mfa.example.com' } } }),
    'DynamoDB_20120810.Query': json({ Items: [], Count: 0 }),
  };
  server = await startAnswers(answers);
});
afterEach(async () => {
  await server.close();
  rmSync(home, { recursive: true });
});

const environment = () => ({ HOME: home, AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL: server.endpoint });
const configure = (text: string) => writeFileSync(join(home, '.aws', 'config'), text);
/** Calls STS, Lambda and DynamoDB. */
const runLog = (...more: string[]) => runCommand('operator', ['log', '--json', ...more], environment());
/** Whose keys each call was signed with. */
const keysOf = (...names: string[]) =>
  server.calls.filter(({ name }) => names.includes(name)).map(({ accessKeyID }) => accessKeyID);
const called = ['GetCallerIdentity', describing, 'DynamoDB_20120810.Query'];

const ssoProfile = `
[profile work]
sso_session = company
sso_account_id = 123456789012
sso_role_name = operator
[sso-session company]
sso_start_url = https://company.awsapps.com/start
sso_region = eu-central-1
sso_registration_scopes = sso:account:access
`;

/** What \`aws sso login\` leaves behind. */
function signInToSso(expiresAt: string): void {
  const name = crypto.createHash('sha1').update('company').digest('hex');
  const token = { accessToken: 'token-of-the-session', expiresAt, region: 'eu-central-1' };
  writeFileSync(join(home, '.aws', 'sso', 'cache', `${name}.json`), JSON.stringify(token));
}

const roleCredentials = `GET /federation/credentials?account_id=123456789012&role_name=operator`;

describe('a profile with SSO', () => {
  beforeEach(() => configure(ssoProfile));

  test('signs all calls with the keys of its role', async () => {
    signInToSso(later());
    const expiration = Date.now() + 3_600_000;
    answers[roleCredentials] = json({
      roleCredentials: { accessKeyId: 'ASIASSO', secretAccessKey: 's', sessionToken: 't', expiration },
    });
    expect(await runLog('--profile', 'work')).toEqual({ code: 0, out: '{"events":[]}\n', err: '' });
    expect(keysOf(...called)).toEqual(['ASIASSO', 'ASIASSO', 'ASIASSO']);
    expect(keysOf(roleCredentials)).toHaveLength(1);
  });

  test('whose session has expired says how to sign in again', async () => {
    signInToSso(new Date(Date.now() - 1000).toISOString());
    const { code, out, err } = await runLog('--profile', 'work');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^operator: The AWS profile "work" got no credentials through SSO: /);
    expect(err).toContain('\nSign in again: aws sso login --profile work\n');
    expect(server.calls).toEqual([]);
  });

  test('that never signed in says how to', async () => {
    const { code, err } = await runLog('--profile', 'work');
    expect(code).toBe(3);
    expect(err).toContain('\nSign in again: aws sso login --profile work\n');
  });

  test('whose role is not assigned any more says so', async () => {
    signInToSso(later());
    answers[roleCredentials] = jsonError(403, 'ForbiddenException', 'No access');
    const { code, err } = await runLog('--profile', 'work');
    expect(code).toBe(3);
    expect(err).toContain('"work" got no credentials through SSO: ForbiddenException: No access');
  });

  test('that a role is assumed from is the one to sign in to', async () => {
    configure(`${ssoProfile}
[profile prod]
role_arn = arn:aws:iam::210987654321:role/operator
source_profile = work
`);
    const { code, err } = await runLog('--profile', 'prod');
    expect(code).toBe(3);
    expect(err).toContain(
      'The AWS profile "work", which is the source_profile of "prod", got no credentials through SSO',
    );
    expect(err).toContain('aws sso login --profile work');
  });
});

describe('a profile with a credential process', () => {
  const runs = () => readFileSync(join(home, 'runs'), 'utf8').trim().split('\n');
  const processOf = (answer: string) => {
    writeFileSync(join(home, 'answer'), answer);
    configure(
      `[profile work]\ncredential_process = sh -c "echo run >> '${home}/runs'; cat '${home}/answer'"\n`,
    );
  };

  test('runs it once for all calls', async () => {
    processOf(
      JSON.stringify({ Version: 1, AccessKeyId: 'ASIAPROCESS', SecretAccessKey: 's', Expiration: later() }),
    );
    expect(await runLog('--profile', 'work')).toMatchObject({ code: 0, err: '' });
    expect(keysOf(...called)).toEqual(['ASIAPROCESS', 'ASIAPROCESS', 'ASIAPROCESS']);
    expect(runs()).toHaveLength(1);
  });

  test('that fails says where to look', async () => {
    processOf('not signed in to the vault');
    const { code, err } = await runLog('--profile', 'work');
    expect(code).toBe(3);
    expect(err).toContain('The AWS profile "work" got no credentials from its credential_process.');
  });
});

describe('a profile with a role and an MFA device', () => {
  const device = 'arn:aws:iam::123456789012:mfa/ada';
  beforeEach(() => {
    configure(`
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = s
[profile prod]
role_arn = arn:aws:iam::210987654321:role/operator
source_profile = base
mfa_serial = ${device}
`);
    answers['AssumeRole'] = {
      text: `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${later()}</Expiration></Credentials><AssumedRoleUser><Arn>${arn}</Arn><AssumedRoleId>AROA:ada</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`,
    };
  });
  const terminal = () =>
    new Terminal(
      {
        folder: projectFolder,
        environment: commandEnvironment({ ...environment(), TERM: 'xterm-256color' }),
      },
      process.execPath,
      [...startWords('operator'), 'log', '--profile', 'prod'],
    );

  test('asks for the code once, and signs all calls with the keys of the role', async () => {
    const shown = terminal();
    await shown.answer(/Code of the MFA device arn:aws:iam::123456789012:mfa\/ada:/, '123456');
    expect(await shown.exitCode).toBe(0);
    const [assumed, ...more] = server.calls.filter(({ name }) => name === 'AssumeRole');
    expect(more).toEqual([]);
    expect(assumed?.accessKeyID).toBe('AKIABASE');
    expect(Object.fromEntries(new URLSearchParams(assumed?.body))).toMatchObject({
      SerialNumber: device,
      TokenCode: '123456',
    });
    expect(keysOf(...called)).toEqual(['ASIAROLE', 'ASIAROLE', 'ASIAROLE']);
  });

  test('and a wrong code says what AWS says', async () => {
    const denial = 'MultiFactorAuthentication failed with invalid MFA one time pass code.';
    answers['AssumeRole'] = xmlError(403, 'AccessDenied', denial);
    const shown = terminal();
    await shown.answer(/Code of the MFA device/, '000000');
    expect(await shown.exitCode).toBe(1);
    expect((await shown.screen()).replaceAll('\n', '')).toContain(denial);
  });

  test('ends where the question is interrupted', async () => {
    const shown = terminal();
    await shown.until(/Code of the MFA device/);
    shown.type('\u0003');
    expect(await shown.exitCode).toBe(130);
    expect(server.calls).toEqual([]);
  });

  test('says without a terminal how to do it', async () => {
    const { code, err } = await runLog('--profile', 'prod');
    expect(code).toBe(2);
    expect(err).toContain(`needs a code of the MFA device ${device}`);
    expect(err).toContain('aws configure export-credentials');
  });
});

describe('no credentials', () => {
  test('at all: says how to get some', async () => {
    expect(await runLog()).toEqual({
      code: 3,
      out: '',
      err: 'operator: No AWS credentials were found. Sign in with "aws sso login" or "aws configure". Choose a profile with --profile or AWS_PROFILE.\n',
    });
  });

  test('because the profile does not exist: says which ones do', async () => {
    configure(ssoProfile);
    const { code, err } = await runLog('--profile', 'wrok');
    expect(code).toBe(3);
    expect(err).toContain('The AWS profile "wrok" does not exist. The AWS configuration files have: work.');
  });

  test('because the profile has none: says so', async () => {
    configure('[profile work]\nregion = eu-central-1\n');
    const { code, err } = await runLog('--profile', 'work');
    expect(code).toBe(3);
    expect(err).toContain('No AWS credentials were found: the AWS profile "work" has none.');
  });
});

test('a profile brings its region and its endpoint along', async () => {
  configure(
    `[profile work]\nregion = eu-west-3\nendpoint_url = ${server.endpoint}\naws_access_key_id = AKIAWORK\naws_secret_access_key = s\n`,
  );
  const outcome = await runCommand('doctor', ['--profile', 'work', '--json'], { HOME: home });
  const { region, account } = JSON.parse(outcome.out);
  expect({ region, account }).toEqual({ region: 'eu-west-3', account: '123456789012' });
});

test('with AWS_ENDPOINT_URL no connection leaves this machine', async () => {
  const guard = fileURLToPath(new URL('../support/loopback-only.mjs', import.meta.url));
  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', NODE_OPTIONS: `--import ${guard}` };
  answers[describing] = json({ Environment: { Variables: { PUBLIC_ORIGIN: server.endpoint } } });
  const guarded = { ...environment(), ...keys };
  const outcome = await runCommand('doctor', ['--json'], guarded);
  expect(outcome.err).toBe('');
  expect(JSON.parse(outcome.out).account).toBe('123456789012');
  const { AWS_ENDPOINT_URL: _, ...unguided } = guarded;
  expect(await runCommand('doctor', ['--json'], unguided)).toMatchObject({
    code: 99,
    err: 'connects to sts.eu-central-1.amazonaws.com\n',
  });
});
