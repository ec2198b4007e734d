import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeContinuousBackupsCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { tableNames } from '../../functions/steps.ts';
import type { StageNames } from '../../lib/names.ts';
import type { Aws } from '../aws/clients.ts';
import { type Judgement, ok, problem, warning } from './finding.ts';

/** The templates refuse an older bootstrap stack. They read its version from this parameter. */
const leastBootstrapVersion = 6;
const bootstrapParameter = '/cdk-bootstrap/hnb659fds/version';

export async function judgeBootstrap(aws: Aws, account: string): Promise<Judgement> {
  const fix = `npx cdk bootstrap aws://${account}/${aws.region}`;
  try {
    const request = new GetParameterCommand({ Name: bootstrapParameter });
    const { Parameter } = await aws.client(SSMClient).send(request);
    if (Number(Parameter?.Value) >= leastBootstrapVersion)
      return ok(`version ${Parameter?.Value} in ${aws.region}`);
    return problem(
      `The bootstrap stack in ${aws.region} has version ${Parameter?.Value}; version ${leastBootstrapVersion} is needed.`,
      fix,
    );
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
    return problem(`The account is not bootstrapped in ${aws.region}.`, fix);
  }
}

const complete = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'];

/** @returns undefined if there is no such stack. */
async function stackStatus(aws: Aws, name: string): Promise<string | undefined> {
  try {
    const request = new DescribeStacksCommand({ StackName: name });
    const { Stacks = [] } = await aws.client(CloudFormationClient).send(request);
    return Stacks[0]?.StackStatus;
  } catch (error) {
    // CloudFormation has no error of its own for it, and with a valid name this one has no other cause.
    if ((error as Error).name === 'ValidationError') return undefined;
    throw error;
  }
}

export interface StackPart {
  readonly part: Parameters<StageNames['stack']>[0];
  /** Whether every stage has it. */
  readonly isRequired: boolean;
}

export async function judgeStack(
  aws: Aws,
  names: StageNames,
  stage: string,
  { part, isRequired }: StackPart,
): Promise<Judgement> {
  const name = names.stack(part);
  const status = await stackStatus(aws, name);
  const deploy = `npx cdk deploy --all -c stage=${stage} (with the settings of this stage)`;
  if (status === undefined && isRequired)
    return problem(`There is no stack ${name} in ${aws.region}.`, deploy);
  if (status === undefined) return ok(`${name} is not deployed, because no setting asks for it`);
  if (complete.includes(status)) return ok(`${name}: ${status}`);
  if (status === 'UPDATE_ROLLBACK_COMPLETE')
    return warning(
      `${name}: the last deployment failed and was rolled back.`,
      `Look in the stack's events for the cause, fix it, then run: ${deploy}`,
    );
  if (status.endsWith('_IN_PROGRESS')) return warning(`${name}: ${status}.`, 'Wait until it has finished.');
  return problem(
    `${name}: ${status}.`,
    `Look in the stack's events for the cause. docs/operating.md ("When a deployment fails") says how to recover.`,
  );
}

/** Whether every table can be restored to any second of the last 35 days. */
export async function judgeBackups(aws: Aws, names: StageNames): Promise<Judgement> {
  const isOn = async (TableName: string) => {
    const request = new DescribeContinuousBackupsCommand({ TableName });
    const { ContinuousBackupsDescription } = await aws.client(DynamoDBClient).send(request);
    const { PointInTimeRecoveryDescription } = ContinuousBackupsDescription ?? {};
    return PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
  };
  const tables = await Promise.all(
    tableNames.map(async (table) => ({ name: names.table(table), isOn: await isOn(names.table(table)) })),
  );
  const off = tables.filter((table) => !table.isOn).map(({ name }) => name);
  if (off.length === 0) return ok(`all ${tables.length} tables have point-in-time recovery`);
  return problem(
    `Without point-in-time recovery: ${off.join(', ')}.`,
    `For each of them: aws dynamodb update-continuous-backups --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true --table-name ${off[0]}`,
  );
}
