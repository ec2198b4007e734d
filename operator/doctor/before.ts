import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { GetEmailIdentityCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import type { StageNames } from '../../lib/names.ts';
import type { Settings } from '../../lib/settings.ts';
import type { Aws } from '../aws/clients.ts';
import { type Judgement, ok, problem } from './finding.ts';

/** Whether a first deployment would meet tables that an earlier one has left. */
export async function judgeLeftovers(aws: Aws, names: StageNames): Promise<Judgement> {
  const TableName = names.table('users');
  try {
    await aws.client(DynamoDBClient).send(new DescribeTableCommand({ TableName }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    return ok('no tables of an earlier deployment');
  }
  return problem(
    `There is a table ${TableName}, but no stack: an earlier deployment left it, and a new one fails with "already exists".`,
    'Import the tables (npx cdk import Data), choose another stage, or delete them if nobody needs them: docs/operating.md, "When a deployment fails".',
  );
}

/** Whether the identity of the sender can be created by the deployment, or is there already where the settings say so. */
export async function judgeFutureIdentity(aws: Aws, settings: Settings): Promise<Judgement> {
  const { sender, senderIdentity, hostedZoneName: zone } = settings;
  const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
  // As lib/constructs/mail-identity.ts decides.
  const name = zone && (domain === zone || domain.endsWith(`.${zone}`)) ? domain : sender;
  const exists = await hasIdentity(aws, name);
  if (senderIdentity === 'create')
    return exists
      ? problem(
          `SES has an identity ${name} already, so a deployment that creates it fails.`,
          'Set "senderIdentity" to "existing", or delete the identity: aws sesv2 delete-email-identity --email-identity ' +
            name,
        )
      : ok(`the deployment creates the identity ${name}; SES then sends a link or waits for DNS records`);
  return exists
    ? ok(`${name} exists`)
    : problem(
        `SES has no identity ${name}, but "senderIdentity" is "existing".`,
        'Leave out "senderIdentity", so that the deployment creates it.',
      );
}

async function hasIdentity(aws: Aws, name: string): Promise<boolean> {
  try {
    await aws.client(SESv2Client).send(new GetEmailIdentityCommand({ EmailIdentity: name }));
    return true;
  } catch (error) {
    if (error instanceof NotFoundException) return false;
    throw error;
  }
}
