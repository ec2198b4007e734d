import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { StageNames } from '../names.ts';
import { type LogSettings, logGroup } from './log-group.ts';

export interface SiteProps {
  readonly names: StageNames;
  readonly siteFolder: string;
  readonly logs: LogSettings;
}

const closedBucket = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
};

/** The bucket from which CloudFront serves the dashboard, and the files in it. */
export class Site extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, { names, siteFolder, logs }: SiteProps) {
    super(scope, id);
    // As an IBucket, because the CDK's types of the two are not compatible with exactOptionalPropertyTypes.
    const accessLog = new Bucket(this, 'AccessLog', {
      ...closedBucket,
      lifecycleRules: [{ expiration: Duration.days(logs.retentionDays) }],
      removalPolicy: RemovalPolicy.RETAIN,
    }) as IBucket;
    this.bucket = new Bucket(this, 'Bucket', {
      ...closedBucket,
      serverAccessLogsBucket: accessLog,
      removalPolicy: RemovalPolicy.RETAIN,
    }) as IBucket;
    this.#deployFiles(names, siteFolder, logs);
  }

  /** First the files with a hash in their name, which browsers may keep forever, then the pages that load them. */
  #deployFiles(names: StageNames, siteFolder: string, logs: LogSettings): void {
    const files = new Asset(this, 'Files', { path: siteFolder });
    const log = logGroup(this, 'FilesLog', names.logGroup('site-files'), logs);
    const common = {
      sources: [Source.bucket(files.bucket, files.s3ObjectKey)],
      destinationBucket: this.bucket,
      // A page that is open may still load files of the previous deployment.
      prune: false,
      logGroup: log,
      // The construct would add permissions with wildcards.
      role: this.#deploymentRole(files, log).withoutPolicyUpdates(),
    };
    const hashed = new BucketDeployment(this, 'HashedFiles', {
      ...common,
      exclude: ['*'],
      include: ['assets/*'],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    const pages = new BucketDeployment(this, 'Pages', {
      ...common,
      exclude: ['assets/*'],
      cacheControl: [CacheControl.fromString('no-cache')],
    });
    pages.node.addDependency(hashed);
    this.#acknowledgeHandler();
  }

  #acknowledgeHandler(): void {
    const handler = Stack.of(this).node.children.find(({ node }) =>
      node.id.startsWith('Custom::CDKBucketDeployment'),
    );
    if (!handler)
      throw new TypeError(
        'The handler of BucketDeployment is not where this version of the CDK is expected to put it.',
      );
    Validations.of(handler).acknowledge({
      id: 'AwsSolutions-L1',
      reason:
        'The CDK chooses the Python version of its own handler, which only runs while the stack is deployed.',
    });
  }

  #deploymentRole(files: Asset, log: ILogGroup): Role {
    const allow = (actions: string[], resource: string) =>
      new PolicyStatement({ actions, resources: [resource] });
    const statements = [
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], log.logGroupArn),
      allow(['s3:GetObject'], files.bucket.arnForObjects(files.s3ObjectKey)),
      allow(['s3:ListBucket'], this.bucket.bucketArn),
      allow(['s3:PutObject'], this.bucket.arnForObjects('*')),
    ];
    const role = new Role(this, 'FilesRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Permissions to copy the files of the site into its bucket',
      inlinePolicies: { Files: new PolicyDocument({ statements }) },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::<SiteBucket978D4AEB.Arn>/*]',
      reason: 'The build chooses the names of the files, and the bucket contains nothing else.',
    });
    return role;
  }
}
