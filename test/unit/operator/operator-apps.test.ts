import { describe, expect, it } from 'vitest';
import { makeApp } from '../../../core/apps/app.ts';
import {
  changeSecretByOperator,
  registerByOperator,
  removeByOperator,
} from '../../../core/operator/operator-apps.ts';
import { deleteByOperator } from '../../../core/operator/operator-deletion.ts';
import { noon, repeatableRandom, userOf } from '../../support/users.ts';

const operator = { who: 'arn:aws:iam::123456789012:user/ada' };
const shop = { name: 'Shop', audience: 'https://api.shop.example' };
const app = makeApp(shop, repeatableRandom(1), noon);

/** Only the operators' log has it. */
const entryOf = (kind: string) => ({
  subject: '#operator',
  kind,
  details: { operator, app: { id: app.id, ...shop } },
});

describe('an app of the operator', () => {
  it('is registered with its audience, each once, and in the log', () => {
    expect(registerByOperator(app, operator)).toEqual({
      commit: [
        expect.objectContaining({
          kind: 'put',
          table: 'apps',
          key: { owner: 'operator', id: app.id },
          row: expect.objectContaining(app),
          when: [{ attribute: 'id', is: 'absent' }],
        }),
        expect.objectContaining({
          kind: 'put',
          table: 'apps',
          key: { owner: 'audience#https://api.shop.example', id: 'app' },
          row: expect.objectContaining({ appID: app.id }),
          when: [{ attribute: 'id', is: 'absent' }],
        }),
      ],
      log: [entryOf('app-registered')],
      notify: [],
      answer: undefined,
    });
  });

  it('gets another secret, if it is still there, and in the log', () => {
    const signIn = {
      kind: 'confidential',
      redirectURIs: ['https://shop.example/'],
      secretDigest: 'old',
    } as const;
    expect(changeSecretByOperator(app, signIn, 'abc', operator)).toEqual({
      commit: [
        expect.objectContaining({
          kind: 'update',
          table: 'apps',
          key: { owner: 'operator', id: app.id },
          set: {
            signIn: {
              ...signIn,
              secretDigest: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
            },
          },
          when: [{ attribute: 'id', is: 'present' }],
        }),
      ],
      log: [entryOf('app-secret-changed')],
      notify: [],
      answer: undefined,
    });
  });

  it('is removed with its audience, provided that it is the one that has it, and in the log', () => {
    expect(removeByOperator(app, operator)).toEqual({
      commit: [
        expect.objectContaining({
          kind: 'delete',
          table: 'apps',
          key: { owner: 'operator', id: app.id },
          when: [{ attribute: 'id', is: 'present' }],
        }),
        expect.objectContaining({
          kind: 'delete',
          table: 'apps',
          key: { owner: 'audience#https://api.shop.example', id: 'app' },
          when: [{ attribute: 'appID', is: 'equal', value: app.id }],
        }),
      ],
      log: [entryOf('app-removed')],
      notify: [],
      answer: undefined,
    });
  });
});

describe('the deletion of an account by an operator', () => {
  it('begins at once, waits in the list for the job, and is in the operators’ log alone', () => {
    const user = userOf(['email']);
    const begun = { deletionDueAt: noon, deletionBegunAt: noon };
    expect(deleteByOperator(user, operator, noon)).toMatchObject({
      commit: [
        { table: 'users', set: begun },
        { table: 'factors', key: { userID: '#deletions', id: 'ada' }, row: { dueAt: noon } },
      ],
      log: [{ subject: '#operator', kind: 'account-deleted', details: { operator, account: 'ada' } }],
      notify: [],
      answer: { ...user, ...begun },
    });
  });
});
