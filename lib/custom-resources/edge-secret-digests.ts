/**
 * The function of a custom resource: CloudFormation calls it while it deploys the secrets that it is given. It answers with their
 * SHA-256 digests, by which the functions recognize a secret that they do not know.
 */

import * as crypto from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html */
interface Request {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Where to put the answer, until when CloudFormation waits. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: { readonly SecretArns: readonly string[] };
}

async function digestOf(client: SecretsManagerClient, arn: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (!SecretString) throw new Error(`The secret ${arn} has no text.`);
  return crypto.createHash('sha256').update(SecretString, 'utf8').digest('hex');
}

async function digestsOf({ SecretArns }: Request['ResourceProperties']): Promise<string> {
  const client = new SecretsManagerClient();
  const digests = await Promise.all(SecretArns.map((arn) => digestOf(client, arn)));
  return digests.join(',');
}

/** What CloudFormation does with the resource: it goes on, or rolls back and shows the reason. */
async function outcomeOf({ RequestType, ResourceProperties }: Request) {
  if (RequestType === 'Delete') return { Status: 'SUCCESS' };
  try {
    return { Status: 'SUCCESS', Data: { Sha256: await digestsOf(ResourceProperties) } };
  } catch (error) {
    return { Status: 'FAILED', Reason: error instanceof Error ? error.message : String(error) };
  }
}

export async function handler(request: Request): Promise<void> {
  const { ResponseURL, StackId, RequestId, LogicalResourceId, PhysicalResourceId } = request;
  const outcome = await outcomeOf(request);
  const body = { ...outcome, StackId, RequestId, LogicalResourceId };
  const answer = await fetch(ResponseURL, {
    method: 'PUT',
    // The URL is signed for a request without a content type.
    headers: { 'content-type': '' },
    body: JSON.stringify({ ...body, PhysicalResourceId: PhysicalResourceId ?? LogicalResourceId }),
  });
  if (!answer.ok) throw new Error(`CloudFormation did not accept the answer: ${answer.status}`);
}
