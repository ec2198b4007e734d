import { join } from 'node:path';
import { Duration, Tokenization, Validations } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { JobName } from '../../functions/jobs.ts';
import { memoryMegabytes, type Step, type StepName } from '../../functions/steps.ts';
import { dashed, type StageNames, tableVariable } from '../names.ts';
import {
  kmsKeyArns,
  type PermittedResources,
  type RowGrants,
  rowPermissions,
  tableAccess,
} from '../row-permissions.ts';
import { type LogSettings, logGroup } from './log-group.ts';
import { anyMailIdentity } from './mail-identity.ts';

export interface RowFunctionProps {
  readonly row: RowGrants & Pick<Step, 'summary' | 'memory'> & { readonly name: StepName | JobName };
  readonly timeoutSeconds: number;
  readonly names: StageNames;
  /** The folder that contains a folder for the bundle of each row. */
  readonly functionsFolder: string;
  readonly logs: LogSettings;
  readonly resources: PermittedResources;
  /** Environment variables that every function gets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly keyVersion: number;
  /** How many requests it may serve at once; undefined: as many as the AWS account has left. */
  readonly reservedConcurrency: number | undefined;
  /** Permissions besides those of its row. */
  readonly alsoAllow?: readonly PolicyStatement[];
}

/** The Lambda function of a row of steps.ts or jobs.ts, with its own role and log group. */
export class RowFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: RowFunctionProps) {
    super(scope, id);
    const { row, names, resources, functionsFolder, alsoAllow, reservedConcurrency } = props;
    const logs = logGroup(this, 'Logs', names.logGroup(dashed(row.name)), props.logs);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Permissions of ${row.name}`,
      inlinePolicies: { Row: rowPermissions(row, resources, logs.logGroupArn, alsoAllow) },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The actions of X-Ray do not support resources; the statement allows nothing else.',
    });
    if (row.mail)
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${asNagWrites(anyMailIdentity(this))}]`,
        reason:
          'A condition binds it to the sender; SES also authorizes the identity of recipients in its sandbox.',
      });
    this.function = new LambdaFunction(this, 'Function', {
      functionName: names.function(row.name),
      description: row.summary,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(join(functionsFolder, dashed(row.name))),
      memorySize: memoryMegabytes[row.memory],
      timeout: Duration.seconds(props.timeoutSeconds),
      // Only the row may add permissions.
      role: role.withoutPolicyUpdates(),
      logGroup: logs,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
      environment: { ...props.environment, ...rowEnvironment(props) },
    });
  }
}

/** cdk-nag writes the parameters of a template as `<AWS::Region>`. */
const asNagWrites = (arn: string): string =>
  Tokenization.reverseString(arn)
    .mapTokens({ mapToken: (token) => `<${(token as { value?: { Ref?: string } }).value?.Ref}>` })
    .join({ join: (left, right) => `${left ?? ''}${right ?? ''}` });

function rowEnvironment({ row, names, resources, keyVersion }: RowFunctionProps): Record<string, string> {
  const tables = [...tableAccess(row).keys()].map((table) => [tableVariable(table), names.table(table)]);
  return {
    ...Object.fromEntries(tables),
    ...(row.mail ? { SENDER: resources.sender, CONFIGURATION_SET: names.configurationSet } : {}),
    ...(row.keys.length > 0 ? { KEY_ARN: resources.secretsKeyArn, KEY_VERSION: String(keyVersion) } : {}),
    ...(row.watchesKeys ? { KMS_KEY_ARNS: kmsKeyArns(resources).join(',') } : {}),
  };
}
