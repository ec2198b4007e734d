import { CrossStackReferences, ReferenceStrength, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias, CfnKey, CfnReplicaKey, type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface ReplicaKeyProps {
  /** In the region that is deployed to, and made for having replicas. */
  readonly primary: IKey;
  readonly alias: string;
}

/** A multi-Region key's replica: the same key material, under this region's own policy. */
export class ReplicaKey extends Construct {
  constructor(scope: Construct, id: string, { primary, alias }: ReplicaKeyProps) {
    super(scope, id);
    const key = primary.node.defaultChild;
    if (!(key instanceof CfnKey)) throw new TypeError('The primary key has no CloudFormation resource.');
    // Read weakly: an export ends at the border of its region.
    CrossStackReferences.of(key).produce(ReferenceStrength.WEAK);
    const replica = new CfnReplicaKey(this, 'Key', {
      primaryKeyArn: primary.keyArn,
      description: `The same in ${Stack.of(this).region}`,
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
