import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { StageNames } from '../../lib/names.ts';
import type { Aws } from '../aws/clients.ts';
import { type Judgement, ok, problem, warning } from './finding.ts';

const timeoutMilliseconds = 20_000;
/** A page is 1 MB: some thousand passkeys. Beyond these pages, the doctor says that it did not look at all of them. */
const mostPages = 100;

export interface PasskeyDomain {
  readonly origin: string;
  readonly rpID: string;
}

/** Whether browsers accept the domain of passkeys at the public origin, and whether there are passkeys of another domain. */
export async function judgePasskeys(aws: Aws, names: StageNames, domain: PasskeyDomain): Promise<Judgement> {
  const refused = await judgePasskeyDomain(domain);
  if (refused) return refused;
  const { origin, rpID } = domain;
  const { stranded, isWhole } = await strandedPasskeys(aws, names.table('factors'), rpID);
  const partly = isWhole ? '' : ', as far as the table was read';
  if (stranded.size === 0) return ok(`passkeys belong to ${rpID}; none belongs to another domain${partly}`);
  const [other] = stranded.keys();
  const counts = [...stranded].map(([name, count]) => `${count} to ${name}`).join(', ');
  return warning(
    `Passkeys that cannot be used at ${origin}, because they belong to another domain: ${counts}${partly}.`,
    `Their users sign in with another method or a recovery code, and enable a new passkey. As long as https://${other}/.well-known/webauthn names ${origin}, the setting passkeyDomain=${other} makes those passkeys work again, and those of ${rpID} not (docs/operating.md, "passkeys and domains").`,
  );
}

const isWithin = (name: string, domain: string) => name === domain || name.endsWith(`.${domain}`);

/** @returns undefined if browsers accept it: a parent of the page's host, or a domain that names the origin. */
export async function judgePasskeyDomain(
  { origin, rpID }: PasskeyDomain,
  request: typeof fetch = fetch,
): Promise<Judgement | undefined> {
  if (isWithin(new URL(origin).hostname, rpID)) return undefined;
  const url = `https://${rpID}/.well-known/webauthn`;
  try {
    const response = await request(url, { signal: AbortSignal.timeout(timeoutMilliseconds) });
    const { origins = [] } = (response.ok ? await response.json() : {}) as { origins?: readonly string[] };
    if (origins.includes(origin)) return undefined;
  } catch {
    // What cannot be reached names nothing.
  }
  return problem(
    `Browsers refuse every passkey at ${origin}: ${rpID} is not a parent of it, and ${url} does not name it.`,
    `Serve {"origins": ["${origin}"]} there as application/json, or deploy with another passkeyDomain, or without it.`,
  );
}

async function strandedPasskeys(aws: Aws, TableName: string, rpID: string) {
  const stranded = new Map<string, number>();
  let ExclusiveStartKey: ScanCommand['input']['ExclusiveStartKey'];
  for (let page = 0; page < mostPages; page += 1) {
    const { Items = [], LastEvaluatedKey } = await aws.client(DynamoDBClient).send(
      new ScanCommand({
        TableName,
        FilterExpression: 'begins_with(id, :passkey) AND rpID <> :domain',
        ExpressionAttributeValues: { ':passkey': { S: 'passkey#' }, ':domain': { S: rpID } },
        ProjectionExpression: 'rpID',
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    for (const { rpID: other } of Items) {
      const name = other?.S ?? 'an unknown domain';
      stranded.set(name, (stranded.get(name) ?? 0) + 1);
    }
    if (!LastEvaluatedKey) return { stranded, isWhole: true };
    ExclusiveStartKey = LastEvaluatedKey;
  }
  return { stranded, isWhole: false };
}
