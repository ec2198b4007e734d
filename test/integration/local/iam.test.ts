import { describe, expect, it } from 'vitest';
import { Iam, operatorKeyID } from '../../../local/iam.ts';
import type { LambdaFunction } from '../../../local/template/functions.ts';
import type { Statement } from '../../../local/template/roles.ts';

const users = 'arn:aws:dynamodb:us-east-1:000000000000:table/users';
const key = 'arn:aws:kms:us-east-1:000000000000:key/1';
const sender = 'arn:aws:ses:us-east-1:000000000000:identity/no-reply@example.com';

function iamFor(...statements: Partial<Statement>[]): Iam {
  const role = {
    name: 'Role',
    statements: statements.map(
      (it): Statement => ({ effect: 'Allow', actions: [], resources: [], conditions: {}, ...it }),
    ),
  };
  return new Iam([{ logicalID: 'SignIn', name: 'sign-in', role } as unknown as LambdaFunction]);
}

const request = (
  action: string,
  resource: string,
  context: Record<string, string> = {},
  accessKeyID = 'SignIn',
) => ({
  accessKeyID,
  action,
  resources: [resource],
  context,
});

describe('what a role allows', () => {
  it('is the action on the resource, and nothing else', () => {
    const { authorize } = iamFor({ actions: ['dynamodb:PutItem'], resources: [users] });
    expect(authorize(request('dynamodb:PutItem', users))).toBeUndefined();
    expect(authorize(request('dynamodb:DeleteItem', users))).toBe(
      'User: arn:aws:sts::000000000000:assumed-role/Role/sign-in is not authorized to perform: dynamodb:DeleteItem ' +
        `on resource: ${users} because no identity-based policy allows the dynamodb:DeleteItem action`,
    );
    expect(authorize(request('dynamodb:PutItem', `${users}2`))).toContain('not authorized');
    expect(authorize(request('dynamodb:PutItem', `${users}/index/by-address`))).toContain('not authorized');
  });

  it('is nothing for a caller whose key is no function of the template', () => {
    const { authorize } = iamFor({ actions: ['dynamodb:*'], resources: ['*'] });
    expect(authorize(request('dynamodb:PutItem', users, {}, 'Another'))).toContain('not authorized');
    expect(authorize(request('dynamodb:CreateTable', users, {}, operatorKeyID))).toBeUndefined();
  });

  it('may be written with wildcards', () => {
    const { authorize } = iamFor({
      actions: ['dynamodb:Put*'],
      resources: [`${users}/index/*`, 'arn:?ws:*:user?'],
    });
    expect(authorize(request('dynamodb:PutItem', `${users}/index/by-address`))).toBeUndefined();
    expect(authorize(request('dynamodb:PutItem', users))).toBeDefined();
  });

  it('is taken back by a denial', () => {
    const { authorize } = iamFor(
      { actions: ['dynamodb:*'], resources: ['*'] },
      { effect: 'Deny', actions: ['dynamodb:DeleteItem'], resources: [users] },
    );
    expect(authorize(request('dynamodb:PutItem', users))).toBeUndefined();
    expect(authorize(request('dynamodb:DeleteItem', users))).toBeDefined();
  });

  it('depends on the conditions: a purpose of a data key, a sender', () => {
    const { authorize } = iamFor(
      {
        actions: ['kms:Decrypt'],
        resources: [key],
        conditions: { StringEquals: { 'kms:EncryptionContext:purpose': ['sealing', 'email-codes'] } },
      },
      {
        actions: ['ses:SendEmail'],
        resources: [sender],
        conditions: { StringLike: { 'ses:FromAddress': ['*@example.com'] } },
      },
    );
    const decrypt = (purpose?: string) =>
      authorize(request('kms:Decrypt', key, purpose ? { 'kms:EncryptionContext:purpose': purpose } : {}));
    expect(decrypt('sealing')).toBeUndefined();
    expect(decrypt('email-codes')).toBeUndefined();
    expect(decrypt('sessions')).toBeDefined();
    expect(decrypt()).toBeDefined();
    const send = (address: string) =>
      authorize(request('ses:SendEmail', sender, { 'ses:FromAddress': address }));
    expect(send('no-reply@example.com')).toBeUndefined();
    expect(send('no-reply@example.org')).toBeDefined();
  });

  it('is not guessed where a condition is not known', () => {
    const { authorize } = iamFor({
      actions: ['kms:Decrypt'],
      resources: [key],
      conditions: { NumericLessThan: { 'aws:MultiFactorAuthAge': ['300'] } },
    });
    expect(() => authorize(request('kms:Decrypt', key))).toThrow('NumericLessThan');
  });
});

describe('permissions that no call has needed', () => {
  it('are listed by function, action, resource and purpose', () => {
    const iam = iamFor(
      { actions: ['logs:PutLogEvents'], resources: ['*'] },
      { actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'], resources: [users] },
      {
        actions: ['kms:Decrypt'],
        resources: [key],
        conditions: { StringEquals: { 'kms:EncryptionContext:purpose': ['sealing', 'email-codes'] } },
      },
      {
        actions: ['kms:Decrypt'],
        resources: [key],
        conditions: { StringEquals: { 'kms:ViaService': ['dynamodb.us-east-1.amazonaws.com'] } },
      },
    );
    iam.authorize(request('dynamodb:UpdateItem', users));
    iam.authorize(request('dynamodb:DeleteItem', users));
    iam.authorize(request('kms:Decrypt', key, { 'kms:EncryptionContext:purpose': 'sealing' }));
    expect(iam.unusedGrants()).toEqual([
      { function: 'SignIn', action: 'dynamodb:PutItem', resource: users },
      {
        function: 'SignIn',
        action: 'kms:Decrypt',
        resource: key,
        condition: 'kms:EncryptionContext:purpose=email-codes',
      },
    ]);
  });
});
