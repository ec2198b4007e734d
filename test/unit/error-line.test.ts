import { describe, expect, it } from 'vitest';
import { errorLine } from '../../functions/error-line.ts';

const deniedIn = (message: string, name = 'AccessDeniedException') =>
  JSON.parse(errorLine({}, Object.assign(new Error(message), { name }))).denied;
const user = 'arn:aws:sts::111122223333:assumed-role/serverless-mfa-dev-Role/function';

describe('the line of a call that AWS denied', () => {
  it('names the action and the resource, in the words of each service', () => {
    const because = 'because no identity-based policy allows the action';
    expect(
      deniedIn(
        `User: ${user} is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-central-1:111122223333:table/serverless-mfa-dev-users ${because}`,
      ),
    ).toEqual({ action: 'dynamodb:PutItem', resource: 'table/serverless-mfa-dev-users' });
    expect(
      deniedIn(
        `User: ${user} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab ${because}`,
      ),
    ).toEqual({ action: 'kms:Decrypt', resource: 'key/1234abcd-12ab-34cd-56ef-1234567890ab' });
    expect(
      deniedIn(
        `User \`${user}' is not authorized to perform \`ses:SendEmail' on resource \`arn:aws:ses:eu-central-1:111122223333:configuration-set/serverless-mfa-dev'`,
        'AccessDenied',
      ),
    ).toEqual({ action: 'ses:SendEmail', resource: 'configuration-set/serverless-mfa-dev' });
  });

  // KMS names no key if the policy of the key does not allow the call, or if it may not be known whether there is one.
  it.each(['the resource associated with this ciphertext', 'this resource'])(
    'names the action and the kind of the resource where KMS only says "%s"',
    (resource) => {
      const because =
        'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';
      const message = `User: ${user} is not authorized to perform: kms:Decrypt on ${resource} ${because}`;
      expect(deniedIn(message)).toEqual({ action: 'kms:Decrypt', resource: 'key' });
    },
  );

  it.each(['ada@example.com', 'ada.lovelace+mfa@example.com', "o'neill@example.com", 'example.com'])(
    'tells nothing of %s, to whom a mail should go',
    (identity) => {
      const arn = `arn:aws:ses:eu-central-1:111122223333:identity/${identity}`;
      const message = `User \`${user}' is not authorized to perform \`ses:SendEmail' on resource \`${arn}'`;
      expect(deniedIn(message, 'AccessDenied')).toEqual({ action: 'ses:SendEmail', resource: 'identity' });
    },
  );

  it('has nothing of a sentence that is not AWS’s, or of another error', () => {
    expect(deniedIn('ada@example.com is not authorized')).toBeUndefined();
    const arn = 'arn:aws:dynamodb:eu-central-1:111122223333:table/x';
    const message = `not authorized to perform: dynamodb:PutItem on resource: ${arn}`;
    expect(deniedIn(message, 'ValidationException')).toBeUndefined();
    expect(deniedIn(message)).toEqual({ action: 'dynamodb:PutItem', resource: 'table/x' });
  });
});
