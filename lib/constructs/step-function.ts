import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { memoryMegabytes, type Step, type StepName } from '../../functions/steps.ts';
import { dashed, type StageNames, tableVariable } from '../names.ts';
import { type PermittedResources, stepPermissions, tableAccess } from '../step-permissions.ts';
import { type LogKeeping, logGroup } from './log-group.ts';

export interface StepFunctionProps {
  readonly step: Step & { readonly name: StepName };
  readonly names: StageNames;
  /** The folder with a bundle folder for each step. */
  readonly functionsFolder: string;
  readonly logs: LogKeeping;
  readonly resources: PermittedResources;
  /** What every function gets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly keyVersion: number;
}

/** One step: its Lambda function with a role and a log group of its own. */
export class StepFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: StepFunctionProps) {
    super(scope, id);
    const { step, names, resources, functionsFolder } = props;
    const logs = logGroup(this, 'Logs', names.logGroup(dashed(step.name)), props.logs);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${step.name} may do`,
      inlinePolicies: { Step: stepPermissions(step, resources, logs.logGroupArn) },
    });
    this.function = new LambdaFunction(this, 'Function', {
      functionName: names.function(step.name),
      description: step.summary,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(join(functionsFolder, dashed(step.name))),
      memorySize: memoryMegabytes[step.memory],
      timeout: Duration.seconds(10),
      // Nothing but the row may add to what the function may do.
      role: role.withoutPolicyUpdates(),
      logGroup: logs,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...props.environment, ...stepEnvironment(props) },
    });
  }
}

function stepEnvironment({ step, names, resources, keyVersion }: StepFunctionProps): Record<string, string> {
  const tables = [...tableAccess(step).keys()].map((table) => [tableVariable(table), names.table(table)]);
  return {
    ...Object.fromEntries(tables),
    ...(step.mail ? { SENDER: resources.sender } : {}),
    ...(step.keys.length > 0 ? { KEY_ARN: resources.secretsKeyArn, KEY_VERSION: String(keyVersion) } : {}),
  };
}
