import { expect, it } from 'vitest';
import { changeUser } from '../../../core/accounts/user.ts';
import { present, remove, update } from '../../../core/kernel/change.ts';
import { useUpChallenge } from '../../../core/sign-in/challenge.ts';
import { proofLost } from '../../../core/sign-in/code-attempt.ts';
import { noon, userWith } from '../../support/users.ts';

const factor = update('factors', { userID: 'ada', id: 'phone' }, { lastUsedAt: noon }, [present('id')]);
const recoveryCode = remove('factors', { userID: 'ada', id: 'recovery-code#ABCD' }, [present('id')]);
const account = changeUser(userWith(), {});
const challenge = useUpChallenge({ id: 'ada.1' } as Parameters<typeof useUpChallenge>[0], noon);

it.each([
  ['its time step was used by another request', [factor], 'code-already-used'],
  ['its challenge was used by another request', [challenge], 'challenge-expired'],
  ['both were', [challenge, factor], 'code-already-used'],
  ['the credentials changed', [account], 'challenge-expired'],
  ['the factor is gone, and with it the credentials are others', [factor, account], 'challenge-expired'],
  ['the recovery code was used by another request', [recoveryCode], 'challenge-expired'],
])('a right code that came too late, because %s', (_, changes, slug) => {
  expect(proofLost(changes.map((change) => ({ change }))).slug).toBe(slug);
});
