import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Aws } from './clients.ts';

export interface Identity {
  readonly arn: string;
  readonly account: string;
}

/** Whose credentials these are. The call needs no permission. */
export async function callerIdentity(aws: Aws): Promise<Identity> {
  const { Arn = 'unknown', Account = 'unknown' } = await aws
    .client(STSClient)
    .send(new GetCallerIdentityCommand({}));
  return { arn: Arn, account: Account };
}
