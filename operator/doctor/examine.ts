import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { STSClient } from '@aws-sdk/client-sts';
import { Interrupted } from '../../cli/failure.ts';
import { usedStepStacks } from '../../functions/steps.ts';
import { stageNames } from '../../lib/names.ts';
import type { Aws } from '../aws/clients.ts';
import { explain, type Target } from '../aws/explain.ts';
import { callerIdentity, type Identity } from '../aws/identity.ts';
import { stageEnvironment } from '../stage.ts';
import { judgeClock } from './clock.ts';
import { judgeBackups, judgeBootstrap, judgeStack, type StackPart } from './deployment.ts';
import { judgeDmarc, judgeDomain } from './dns.ts';
import { type Finding, type Judgement, ok, problem, runCheck, unknown, unlessEmulated } from './finding.ts';
import { judgeKeys, judgeReplicas } from './keys.ts';
import {
  judgeConfigurationSet,
  judgeIdentity,
  judgeSandbox,
  judgeSending,
  judgeSendQuota,
  readSesAccount,
} from './mail.ts';
import { judgePasskeys } from './passkeys.ts';
import { judgeConcurrency } from './quotas.ts';
import { judgeApi, judgePage, judgeSignIn } from './service.ts';

/** Certificates and firewalls of CloudFront exist only there. */
const edgeRegion = 'us-east-1';

const parts: readonly StackPart[] = [
  { part: 'data', isRequired: true },
  ...usedStepStacks.map((part) => ({ part, isRequired: true })),
  { part: 'monitoring', isRequired: false },
];

export interface Examination {
  readonly stage: string;
  /** Undefined if no region is set. */
  readonly region: string | undefined;
  /** Undefined if the checks of AWS could not run. */
  readonly account: string | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Checks a stage from end to end.
 * @param origin where the service is reached; otherwise its own public origin.
 */
export async function examine(
  openAws: () => Promise<Aws>,
  stage: string,
  origin: string | undefined,
): Promise<Examination> {
  let aws: Aws | undefined;
  try {
    aws = await openAws();
    const identity = await callerIdentity(aws);
    const findings = [
      credentials(aws, identity),
      ...(await checkClock(aws, stage)),
      ...(await checkStage(aws, identity.account, stage, origin)),
    ];
    return { stage, region: aws.region, account: identity.account, findings };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const target = { stage, region: aws?.region };
    const { message } = (await explain(error, target)) as Error;
    const findings = [
      { check: 'credentials', ...problem('The checks of AWS could not run.', message) },
      // A wrong clock may be why AWS refused, and a refusal has a date too.
      ...(aws ? await checkClock(aws, stage) : []),
      ...(origin ? await checkService(origin, target) : []),
    ];
    return { ...target, account: undefined, findings };
  }
}

const credentials = ({ region }: Aws, { arn, account }: Identity): Finding => ({
  check: 'credentials',
  ...ok(`${arn}, account ${account}, region ${region}`),
});

/** Compares the clocks, if AWS has answered at all. */
async function checkClock(aws: Aws, stage: string): Promise<readonly Finding[]> {
  const reading = aws.clockReading(STSClient);
  if (!reading) return [];
  const check = runCheck('clock', { stage, region: aws.region }, async () => judgeClock(reading));
  return [await unlessEmulated(() => aws.isEmulated(STSClient), check)];
}

async function checkStage(
  aws: Aws,
  account: string,
  stage: string,
  origin: string | undefined,
): Promise<readonly Finding[]> {
  const target = { stage, region: aws.region };
  const names = stageNames(stage);
  const edge = aws.inRegion(edgeRegion);
  const isLambdaEmulated = () => aws.isEmulated(LambdaClient);
  const [bootstrap, stacks, edgeStack, keys, replicas, backups, concurrency, environment] = await Promise.all(
    [
      runCheck('bootstrap', target, () => judgeBootstrap(aws, account)),
      Promise.all(
        parts.map((part) =>
          runCheck(`stack-${part.part}`, target, () => judgeStack(aws, names, stage, part)),
        ),
      ),
      runCheck('stack-edge', { stage, region: edgeRegion }, () =>
        judgeStack(edge, names, stage, { part: 'edge', isRequired: false }),
      ),
      unlessEmulated(
        () => aws.isEmulated(KMSClient),
        runCheck('keys', target, () => judgeKeys(aws, names)),
      ),
      unlessEmulated(
        () => aws.isEmulated(DynamoDBClient),
        runCheck('replicas', target, () => judgeReplicas(aws, names, account)),
      ),
      unlessEmulated(
        () => aws.isEmulated(DynamoDBClient),
        runCheck('backups', target, () => judgeBackups(aws, names)),
      ),
      unlessEmulated(
        isLambdaEmulated,
        runCheck('concurrency', target, () => judgeConcurrency(aws, stage)),
      ),
      stageEnvironment(aws, stage).catch(() => undefined),
    ],
  );
  const found = [bootstrap, ...stacks, edgeStack, keys, replicas, backups, concurrency];
  const mail = await checkMail(aws, target, environment);
  const reachedAt = origin ?? environment?.['PUBLIC_ORIGIN'];
  if (!reachedAt) {
    const service = unknown('The public origin is not known.', 'Deploy the stage, or add --origin.');
    return [...found, ...mail, { check: 'service', ...service }];
  }
  const domain = await unlessEmulated(
    isLambdaEmulated,
    runCheck('domain', target, () => judgeDomain(reachedAt)),
  );
  const rpID = environment?.['PASSKEY_DOMAIN'] || new URL(reachedAt).hostname;
  const passkeys = await runCheck('passkeys', target, () =>
    judgePasskeys(aws, names, { origin: reachedAt, rpID }),
  );
  return [...found, ...mail, domain, passkeys, ...(await checkService(reachedAt, target))];
}

async function checkMail(
  aws: Aws,
  target: Target,
  environment: Readonly<Record<string, string>> | undefined,
): Promise<readonly Finding[]> {
  const account = readSesAccount(aws);
  // Each check reports the failure by itself.
  account.catch(() => undefined);
  const { SENDER: sender, CONFIGURATION_SET: set } = environment ?? {};
  const notDeployed = async () => unknown('The sender of mail is not known.', 'Deploy the stage first.');
  const ofSes = (check: string, judge: () => Promise<Judgement>) =>
    unlessEmulated(() => aws.isEmulated(SESv2Client), runCheck(check, target, judge));
  return Promise.all([
    ofSes('mail-sandbox', async () => judgeSandbox(await account, target.stage)),
    ofSes('mail-sending', async () => judgeSending(await account)),
    ofSes('mail-quota', async () => judgeSendQuota(await account)),
    ofSes('mail-identity', () => (sender ? judgeIdentity(aws, sender) : notDeployed())),
    // The sender comes from Lambda.
    unlessEmulated(
      () => aws.isEmulated(LambdaClient),
      runCheck('mail-dmarc', target, () => (sender ? judgeDmarc(sender) : notDeployed())),
    ),
    runCheck('mail-settings', target, () => (set ? judgeConfigurationSet(aws, set) : notDeployed())),
  ]);
}

async function checkService(origin: string, target: Target): Promise<readonly Finding[]> {
  const reach = (check: string, judge: (origin: string) => Promise<Judgement>) =>
    runCheck(check, target, async () => {
      try {
        return await judge(origin);
      } catch (error) {
        const { cause, message } = error as Error;
        const reason = cause instanceof Error && cause.message ? cause.message : message;
        return problem(
          `${origin} cannot be reached: ${reason}`,
          'Check DNS, certificate and network; add --origin if the service is reached elsewhere.',
        );
      }
    });
  return [await reach('page', judgePage), await reach('api', judgeApi), await reach('sign-in', judgeSignIn)];
}
