import { CrossStackReferences, ReferenceStrength, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias, CfnKey, CfnReplicaKey, type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface ReplicaKeyProps {
  /** The multi-Region key in the region of the deployment. */
  readonly primary: IKey;
  readonly alias: string;
}

/** The replica of a multi-Region key: the same key material, with a key policy of its own. */
export class ReplicaKey extends Construct {
  constructor(scope: Construct, id: string, { primary, alias }: ReplicaKeyProps) {
    super(scope, id);
    const key = primary.node.defaultChild;
    if (!(key instanceof CfnKey)) throw new TypeError('The primary key has no CloudFormation resource.');
    // A weak reference: CloudFormation cannot export values to another region.
    CrossStackReferences.of(key).produce(ReferenceStrength.WEAK);
    const replica = new CfnReplicaKey(this, 'Key', {
      primaryKeyArn: primary.keyArn,
      description: `Replica in ${Stack.of(this).region}`,
      keyPolicy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['kms:*'],
            principals: [new AccountRootPrincipal()],
            resources: ['*'],
          }),
        ],
      }),
    });
    replica.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new Alias(this, 'Alias', {
      aliasName: alias,
      targetKey: Key.fromKeyArn(this, 'Replica', replica.attrArn),
    });
  }
}
