/** What a caller asks of an emulator, in IAM's words. */
export interface AccessRequest {
  /** From the Credential of the request's signature: the function that asks. */
  readonly accessKeyID: string;
  /** For example `dynamodb:PutItem`. */
  readonly action: string;
  /** ARNs that name the one resource; a policy may speak of any of them. */
  readonly resources: readonly string[];
  /** Condition keys of the request, for example `ses:FromAddress`. */
  readonly context: Readonly<Record<string, string>>;
}

/** @returns why the request is refused, or undefined if it is allowed. */
export type Authorize = (request: AccessRequest) => string | undefined;

/** For emulators that are started without a template: everything is allowed. */
export const allowAll: Authorize = () => undefined;

/** The account and region in which everything local lives; ARNs and `AWS::` pseudo parameters are made of them. */
export const localAccount = { accountID: '000000000000', region: 'us-east-1', partition: 'aws' } as const;

export function localArn(service: string, resource: string): string {
  return `arn:${localAccount.partition}:${service}:${localAccount.region}:${localAccount.accountID}:${resource}`;
}
