import { join } from 'node:path';
import {
  CrossStackReferences,
  CustomResource,
  Duration,
  ReferenceStrength,
  RemovalPolicy,
  SecretValue,
  Validations,
} from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { customResourcesFolder } from '../build/custom-resources.ts';
import type { StageNames } from '../names.ts';
import { type LogSettings, logGroup } from './log-group.ts';

export interface EdgeSecretProps {
  readonly names: StageNames;
  readonly logs: LogSettings;
  /** Of the secret that CloudFront sends. */
  readonly version: number;
  /** Whether the functions accept the secret of the next version already, because CloudFront is about to send it. */
  readonly acceptNext: boolean;
}

const timeout = Duration.seconds(30);

/**
 * The secret by which the functions recognize requests that came through CloudFront. Increasing the version creates a new one.
 * Only CloudFront gets the secret; the functions get its digest, because many people may read their configuration.
 */
export class EdgeSecret extends Construct {
  /** A dynamic reference to the secret that CloudFront sends. */
  readonly value: string;
  /** The SHA-256 digests of the secrets that the functions accept, separated by commas. */
  readonly acceptedDigests: string;

  constructor(scope: Construct, id: string, { version, acceptNext, names, logs }: EdgeSecretProps) {
    super(scope, id);
    const accepted = [version - 1, version, version + 1].filter(
      (it) => it > 0 && (it <= version || acceptNext),
    );
    const arns = new Map(accepted.map((it) => [it, this.#secret(scope, it)]));
    const current = arns.get(version) ?? '';
    this.value = SecretValue.secretsManager(current).unsafeUnwrap();
    const digests = new CustomResource(this, `Digests${accepted.join('And')}`, {
      resourceType: 'Custom::EdgeSecretDigests',
      serviceToken: this.#function(
        [...arns.values()],
        logGroup(this, 'Logs', names.logGroup('edge-secret'), logs),
      ),
      serviceTimeout: timeout.plus(timeout),
      properties: { SecretArns: [...arns.values()] },
    });
    // Functions of another stack read it. An export could not change while they import it; the name of the output changes with the
    // versions, or that stack would not be deployed again.
    CrossStackReferences.of(digests).produce(ReferenceStrength.WEAK);
    this.acceptedDigests = digests.getAttString('Sha256');
  }

  /** In the given scope, where a deployed stage has it: another id would replace the secret. */
  #secret(scope: Construct, version: number): string {
    const secret = new Secret(scope, `EdgeSecret${version}`, {
      description: 'Proves to the functions that a request came through CloudFront',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'CloudFront reads it only when it is deployed. The setting "edgeSecretVersion" rotates it.',
    });
    return secret.secretArn;
  }

  #function(secretArns: string[], log: ILogGroup): string {
    const statements = [
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [log.logGroupArn],
      }),
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: secretArns }),
    ];
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Permissions to read the secret between CloudFront and the functions',
      inlinePolicies: { Digests: new PolicyDocument({ statements }) },
    });
    return new LambdaFunction(this, 'Function', {
      description: 'Digests of the secret between CloudFront and the functions, while a stack is deployed',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(join(customResourcesFolder, 'edge-secret-digests')),
      memorySize: 256,
      timeout,
      role: role.withoutPolicyUpdates(),
      logGroup: log,
      loggingFormat: LoggingFormat.JSON,
    }).functionArn;
  }
}
