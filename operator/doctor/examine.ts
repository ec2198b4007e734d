import { stageNames } from '../../lib/names.ts';
import { type Aws, AwsError, callerIdentity, type Identity } from '../aws/caller.ts';
import { explain } from '../aws/explain.ts';
import { stageEnvironment } from '../stage.ts';
import { judgeClock } from './clock.ts';
import { judgeBackups, judgeBootstrap, judgeStack, type StackPart } from './deployment.ts';
import { judgeDmarc, judgeDomain } from './dns.ts';
import { type Finding, finding, ofAwsAlone, ok, problem, unknown } from './finding.ts';
import {
  judgeConfigurationSet,
  judgeIdentity,
  judgeSandbox,
  judgeSending,
  judgeSendQuota,
  readSesAccount,
} from './mail.ts';
import { judgeConcurrency } from './quotas.ts';
import { judgeApi, judgePage, judgeSignIn } from './service.ts';

/** Where CloudFront's certificate and firewall must be. */
const edgeRegion = 'us-east-1';

const parts: readonly StackPart[] = [
  { part: 'data', isNeeded: true },
  { part: 'service', isNeeded: true },
  { part: 'monitoring', isNeeded: false },
];

export interface Examination {
  readonly stage: string;
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly findings: readonly Finding[];
}

/** Looks at all there is of a stage. @param origin where it is reached, if not where it says itself. */
export async function examine(
  openAws: () => Promise<Aws>,
  stage: string,
  origin: string | undefined,
  now: () => number,
): Promise<Examination> {
  const begunAt = now();
  let aws: Aws | undefined;
  try {
    aws = await openAws();
    const identity = await callerIdentity(aws);
    const hereAt = (begunAt + now()) / 2;
    const findings = [
      credentials(aws, identity),
      await ofAwsAlone(
        aws,
        finding('clock', { stage, region: aws.region }, async () =>
          judgeClock(identity.dateMilliseconds, hereAt),
        ),
      ),
      ...(await examineStage(aws, identity.account, stage, origin)),
    ];
    return { stage, region: aws.region, account: identity.account, findings };
  } catch (error) {
    const { message } = explain(error, { stage, region: aws?.region }) as Error;
    // A refusal tells the time as well, and a wrong clock may be its reason.
    const clock =
      aws && error instanceof AwsError
        ? [
            await ofAwsAlone(
              aws,
              Promise.resolve({ check: 'clock', ...judgeClock(error.dateMilliseconds, now()) }),
            ),
          ]
        : [];
    const refused = { check: 'credentials', ...problem('AWS cannot be asked.', message) };
    const service = origin ? await examineService(origin, stage, aws?.region) : [];
    return { stage, region: aws?.region, account: undefined, findings: [refused, ...clock, ...service] };
  }
}

const credentials = ({ region }: Aws, { arn, account }: Identity): Finding => ({
  check: 'credentials',
  ...ok(`${arn}, account ${account}, region ${region}`),
});

async function examineStage(
  aws: Aws,
  account: string,
  stage: string,
  origin: string | undefined,
): Promise<readonly Finding[]> {
  const where = { stage, region: aws.region };
  const names = stageNames(stage);
  const edge = aws.inRegion(edgeRegion);
  const [bootstrap, stacks, edgeStack] = await Promise.all([
    finding('bootstrap', where, () => judgeBootstrap(aws, account)),
    Promise.all(
      parts.map((part) => finding(`stack-${part.part}`, where, () => judgeStack(aws, names, stage, part))),
    ),
    finding('stack-edge', where, () => judgeStack(edge, names, stage, { part: 'edge', isNeeded: false })),
  ]);
  const environment = await stageEnvironment(aws, stage).catch(() => undefined);
  const concurrency = await ofAwsAlone(
    aws,
    finding('concurrency', where, () => judgeConcurrency(aws, stage)),
  );
  const backups = await ofAwsAlone(
    aws,
    finding('backups', where, () => judgeBackups(aws, names)),
  );
  const found = [bootstrap, ...stacks, edgeStack, backups, concurrency];
  const mail = await examineMail(aws, stage, environment);
  const reached = origin ?? environment?.['PUBLIC_ORIGIN'];
  if (!reached)
    return [
      ...found,
      ...mail,
      { check: 'service', ...unknown('Where it is reached is not known.', 'Deploy it, or give --origin.') },
    ];
  const domain = await ofAwsAlone(
    aws,
    finding('domain', where, () => judgeDomain(reached)),
  );
  return [...found, ...mail, domain, ...(await examineService(reached, stage, aws.region))];
}

async function examineMail(
  aws: Aws,
  stage: string,
  environment: Readonly<Record<string, string>> | undefined,
): Promise<readonly Finding[]> {
  const where = { stage, region: aws.region };
  const account = readSesAccount(aws);
  account.catch(() => undefined);
  const { SENDER: sender, CONFIGURATION_SET: set } = environment ?? {};
  const notDeployed = async () => unknown('What mail is sent as is not known.', 'Deploy the stage first.');
  const checks = [
    finding('mail-sandbox', where, async () => judgeSandbox(await account, stage)),
    finding('mail-sending', where, async () => judgeSending(await account)),
    finding('mail-quota', where, async () => judgeSendQuota(await account)),
    finding('mail-identity', where, () => (sender ? judgeIdentity(aws, sender) : notDeployed())),
    finding('mail-dmarc', where, () => (sender ? judgeDmarc(sender) : notDeployed())),
  ];
  return Promise.all([
    ...checks.map((check) => ofAwsAlone(aws, check)),
    finding('mail-settings', where, () => (set ? judgeConfigurationSet(aws, set) : notDeployed())),
  ]);
}

async function examineService(origin: string, stage: string, region: string | undefined): Promise<Finding[]> {
  const where = { stage, region };
  const reach = (check: string, judge: (origin: string) => Promise<Omit<Finding, 'check'>>) =>
    finding(check, where, async () => {
      try {
        return await judge(origin);
      } catch (error) {
        const { cause, message } = error as Error;
        const reason = cause instanceof Error && cause.message ? cause.message : message;
        return problem(
          `${origin} cannot be reached: ${reason}`,
          'Look at DNS, certificate and network; give --origin if it is elsewhere.',
        );
      }
    });
  return [await reach('page', judgePage), await reach('api', judgeApi), await reach('sign-in', judgeSignIn)];
}
