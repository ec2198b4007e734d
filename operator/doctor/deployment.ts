import { tableNames } from '../../functions/steps.ts';
import type { StageNames } from '../../lib/names.ts';
import { type Aws, AwsError, inXml, jsonRequest, parseJson, queryRequest } from '../aws/caller.ts';
import { type Judgement, ok, problem, warning } from './finding.ts';

/** The version of the CDK's bootstrap stack that the templates ask for. */
const leastBootstrapVersion = 6;
const bootstrapParameter = '/cdk-bootstrap/hnb659fds/version';

export async function judgeBootstrap(aws: Aws, account: string): Promise<Judgement> {
  const mend = `npx cdk bootstrap aws://${account}/${aws.region}`;
  try {
    const request = jsonRequest('AmazonSSM.GetParameter', '1.1', { Name: bootstrapParameter });
    const { text } = await aws.call('ssm', request);
    const { Parameter } = (parseJson(text) ?? {}) as { Parameter?: { Value?: string } };
    const version = Number(Parameter?.Value);
    if (version >= leastBootstrapVersion) return ok(`version ${version} in ${aws.region}`);
    return problem(`The bootstrap stack in ${aws.region} is of version ${Parameter?.Value}.`, mend);
  } catch (error) {
    if (!(error instanceof AwsError) || error.name !== 'ParameterNotFound') throw error;
    return problem(`The account is not bootstrapped in ${aws.region}.`, mend);
  }
}

const complete = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'];

/** The stack of one part; undefined where there is none. */
async function stackStatus(aws: Aws, name: string): Promise<string | undefined> {
  try {
    const request = queryRequest('DescribeStacks', '2010-05-15', { StackName: name });
    return inXml((await aws.call('cloudformation', request)).text, 'StackStatus');
  } catch (error) {
    if (error instanceof AwsError && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

export interface StackPart {
  readonly part: Parameters<StageNames['stack']>[0];
  /** Whether every stage has it. */
  readonly isNeeded: boolean;
}

export async function judgeStack(
  aws: Aws,
  names: StageNames,
  stage: string,
  { part, isNeeded }: StackPart,
): Promise<Judgement> {
  const name = names.stack(part);
  const status = await stackStatus(aws, name);
  const deploy = `npx cdk deploy --all -c stage=${stage} (with the settings of this stage)`;
  if (status === undefined && isNeeded) return problem(`There is no stack ${name} in ${aws.region}.`, deploy);
  if (status === undefined) return ok(`${name} is not deployed: the settings do not ask for it`);
  if (complete.includes(status)) return ok(`${name}: ${status}`);
  if (status === 'UPDATE_ROLLBACK_COMPLETE')
    return warning(
      `${name}: the last deployment failed and was taken back.`,
      `Read its events in CloudFormation, mend what they say, then ${deploy}`,
    );
  if (status.endsWith('_IN_PROGRESS')) return warning(`${name}: ${status}.`, 'Wait until it is done.');
  return problem(
    `${name}: ${status}.`,
    `Read its events in CloudFormation. docs/operating.md, "When a deployment fails", has the ways out.`,
  );
}

/** Whether every table could be brought back as it was at any second of the last weeks. */
export async function judgeBackups(aws: Aws, names: StageNames): Promise<Judgement> {
  const isOn = async (TableName: string) => {
    const request = jsonRequest('DynamoDB_20120810.DescribeContinuousBackups', '1.0', { TableName });
    const { text } = await aws.call('dynamodb', request);
    return /"PointInTimeRecoveryStatus":\s*"ENABLED"/.test(text);
  };
  const tables = await Promise.all(
    tableNames.map(async (table) => ({ name: names.table(table), isOn: await isOn(names.table(table)) })),
  );
  const off = tables.filter((table) => !table.isOn).map(({ name }) => name);
  if (off.length === 0) return ok(`all ${tables.length} tables have point-in-time recovery`);
  return problem(
    `Without point-in-time recovery: ${off.join(', ')}.`,
    `For each: aws dynamodb update-continuous-backups --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true --table-name ${off[0]}`,
  );
}
