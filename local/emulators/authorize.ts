/** A request to an emulator, in the terms of IAM. */
export interface AccessRequest {
  /** From the Credential of the signature: the function that calls. */
  readonly accessKeyID: string;
  /** For example `dynamodb:PutItem`. */
  readonly action: string;
  /** The ARNs of the resource. A policy may name any of them. */
  readonly resources: readonly string[];
  /** Condition keys of the request, for example `ses:FromAddress`. */
  readonly context: Readonly<Record<string, string>>;
}

/** @returns why the request is refused, or undefined if it is allowed. */
export type Authorize = (request: AccessRequest) => string | undefined;

/** For emulators without a template: everything is allowed. */
export const allowAll: Authorize = () => undefined;

/** The account and region of the local run, in ARNs and in the `AWS::` pseudo parameters. */
export const localAccount = { accountID: '000000000000', region: 'us-east-1', partition: 'aws' } as const;

export function localArn(service: string, resource: string): string {
  return `arn:${localAccount.partition}:${service}:${localAccount.region}:${localAccount.accountID}:${resource}`;
}
