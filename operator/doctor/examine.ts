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
import { judgeFutureIdentity, judgeLeftovers } from './before.ts';
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
import { needsEdge, type Plan, readPlan } from './plan.ts';
import { judgeConcurrency } from './quotas.ts';
import { judgeApi, judgeErrorCaching, judgeMail, judgePage, judgeSignIn } from './service.ts';

/** Certificates and firewalls of CloudFront exist only there. */
const edgeRegion = 'us-east-1';

/** The stacks of the main region. Those that a setting asks for are required if the settings are known. */
const partsOf = ({ settings }: Plan): readonly StackPart[] => [
  { part: 'data', isRequired: true },
  ...usedStepStacks.map((part) => ({ part, isRequired: true })),
  { part: 'monitoring', isRequired: settings !== undefined && (settings.alarms || settings.dashboard) },
  ...(settings?.replicas ? [{ part: 'keys', isRequired: true } as const] : []),
];

/** What to examine. */
export interface Request {
  readonly stage: string;
  /** Where the service is reached; otherwise its own public origin. */
  readonly origin?: string | undefined;
  /** Settings that are not in the file of the stage, as `name=value`. */
  readonly context?: readonly string[];
  /** Whether only to say what a first deployment needs. */
  readonly isBefore?: boolean;
}

export interface Examination {
  readonly stage: string;
  /** Undefined if no region is set. */
  readonly region: string | undefined;
  /** Undefined if the checks of AWS could not run. */
  readonly account: string | undefined;
  readonly findings: readonly Finding[];
}

/** Checks a stage from end to end, or what its first deployment needs. */
export async function examine(openAws: () => Promise<Aws>, request: Request): Promise<Examination> {
  const { stage, origin, context = [], isBefore = false } = request;
  const plan = readPlan(stage, context, isBefore);
  const settings: Finding = { check: 'settings', ...plan.judgement };
  let aws: Aws | undefined;
  try {
    aws = await openAws();
    const identity = await callerIdentity(aws);
    const findings = [
      credentials(aws, identity),
      ...(await checkClock(aws, stage)),
      settings,
      ...(await checkBootstrap(aws, identity.account, stage, plan)),
      ...(isBefore
        ? await checkBefore(aws, stage, plan)
        : await checkStage(aws, identity.account, stage, origin, plan)),
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
      settings,
      ...(origin && !isBefore ? await checkService(origin, target) : []),
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

/** The regions that a deployment needs besides the main one: for a certificate or firewall, and for replicas. */
function otherRegions({ region }: Aws, { settings }: Plan): readonly string[] {
  if (!settings) return [];
  const regions = [...(needsEdge(settings) ? [edgeRegion] : []), ...(settings.replicas ?? [])];
  return [...new Set(regions)].filter((other) => other !== region);
}

async function checkBootstrap(
  aws: Aws,
  account: string,
  stage: string,
  plan: Plan,
): Promise<readonly Finding[]> {
  const places = [{ check: 'bootstrap', at: aws }].concat(
    otherRegions(aws, plan).map((region) => ({ check: `bootstrap-${region}`, at: aws.inRegion(region) })),
  );
  return Promise.all(
    places.map(({ check, at }) =>
      runCheck(check, { stage, region: at.region }, () => judgeBootstrap(at, account)),
    ),
  );
}

/** What a first deployment meets. */
async function checkBefore(aws: Aws, stage: string, { settings }: Plan): Promise<readonly Finding[]> {
  const target = { stage, region: aws.region };
  const names = stageNames(stage);
  const unknownSettings = async () => unknown('The settings are not valid.');
  return Promise.all([
    runCheck('leftovers', target, () => judgeLeftovers(aws, names)),
    unlessEmulated(
      () => aws.isEmulated(LambdaClient),
      runCheck('concurrency', target, () => judgeConcurrency(aws, stage)),
    ),
    ...checkMailAccount(aws, target),
    runCheck('mail-identity', target, () =>
      settings ? judgeFutureIdentity(aws, settings) : unknownSettings(),
    ),
  ]);
}

async function checkStage(
  aws: Aws,
  account: string,
  stage: string,
  origin: string | undefined,
  plan: Plan,
): Promise<readonly Finding[]> {
  const target = { stage, region: aws.region };
  const names = stageNames(stage);
  const edge = aws.inRegion(edgeRegion);
  const isLambdaEmulated = () => aws.isEmulated(LambdaClient);
  const isEdgeRequired = plan.settings !== undefined && needsEdge(plan.settings);
  const [stacks, edgeStack, keyStacks, keys, replicas, backups, concurrency, environment] = await Promise.all(
    [
      Promise.all(
        partsOf(plan).map((part) =>
          runCheck(`stack-${part.part}`, target, () => judgeStack(aws, names, stage, part)),
        ),
      ),
      runCheck('stack-edge', { stage, region: edgeRegion }, () =>
        judgeStack(edge, names, stage, { part: 'edge', isRequired: isEdgeRequired }),
      ),
      Promise.all(
        (plan.settings?.replicas ?? []).map((region) =>
          runCheck(`stack-keys-${region}`, { stage, region }, () =>
            judgeStack(aws.inRegion(region), names, stage, { part: 'keys', isRequired: true }),
          ),
        ),
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
  const found = [...stacks, edgeStack, ...keyStacks, keys, replicas, backups, concurrency];
  const mail = await checkMail(aws, target, environment);
  const reachedAt = origin ?? environment?.['PUBLIC_ORIGIN'];
  if (!reachedAt) {
    const service = unknown(
      'The public origin is not known.',
      'Deploy the stage, or add --origin. What a first deployment needs: npm run doctor -- --before',
    );
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

const sesChecks = (aws: Aws, target: Target) => (check: string, judge: () => Promise<Judgement>) =>
  unlessEmulated(() => aws.isEmulated(SESv2Client), runCheck(check, target, judge));

/** What SES says of the AWS account, whatever is deployed in it. */
function checkMailAccount(aws: Aws, target: Target): readonly Promise<Finding>[] {
  const account = readSesAccount(aws);
  // Each check reports the failure by itself.
  account.catch(() => undefined);
  const ofSes = sesChecks(aws, target);
  return [
    ofSes('mail-sandbox', async () => judgeSandbox(await account, target.stage)),
    ofSes('mail-sending', async () => judgeSending(await account)),
    ofSes('mail-quota', async () => judgeSendQuota(await account)),
  ];
}

async function checkMail(
  aws: Aws,
  target: Target,
  environment: Readonly<Record<string, string>> | undefined,
): Promise<readonly Finding[]> {
  const { SENDER: sender, CONFIGURATION_SET: set } = environment ?? {};
  const notDeployed = async () => unknown('The sender of mail is not known.', 'Deploy the stage first.');
  const ofSes = sesChecks(aws, target);
  return Promise.all([
    ...checkMailAccount(aws, target),
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
  return [
    await reach('page', judgePage),
    await reach('api', judgeApi),
    await reach('error-caching', judgeErrorCaching),
    await reach('sign-in', judgeSignIn),
    await reach('mail', judgeMail),
  ];
}
