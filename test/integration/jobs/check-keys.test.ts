import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type Service, startService } from '../../support/service.ts';

/** What the job says about the KMS keys of a stage that has two: for secrets, and for tables and logs. */

const keyArns = ['1', '2'].map((id) => `arn:aws:kms:us-east-1:000000000000:key/${id}`);
const [secrets = '', storage = ''] = keyArns;
let service: Service;
let logged: string[];
let seen = 0;
beforeAll(async () => {
  service = await startService({ keyArns });
});
afterAll(() => service.close());
beforeEach(() => {
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((line) => void logged.push(line));
  seen = service.emitted.length;
  for (const arn of keyArns) service.emulators.kms.setKeyState(arn, 'Enabled');
});
afterEach(() => void vi.restoreAllMocks());

const counted = () => service.emitted.slice(seen).map((line) => JSON.parse(line));
const lines = () => logged.map((line) => JSON.parse(line));

it('is nothing while all can be used', async () => {
  await service.run('keys/check');
  expect([counted(), lines()]).toEqual([[], []]);
});

it.each([
  ['Disabled', secrets],
  ['PendingDeletion', secrets],
  ['PendingDeletion', storage],
] as const)('is which one is in the state %s, each time: %s', async (state, arn) => {
  service.emulators.kms.setKeyState(arn, state);
  await service.run('keys/check');
  await service.run('keys/check');
  expect(counted()).toMatchObject(Array.from({ length: 2 }, () => ({ UnusableKeys: 1, Row: 'keys/check' })));
  expect(lines()).toMatchObject(
    Array.from({ length: 2 }, () => ({
      level: 'error',
      error: 'UnusableKeyError',
      job: 'keys/check',
      kmsKey: arn,
      keyState: state,
    })),
  );
});

it('is each of several, also one that no longer exists', async () => {
  const gone = 'arn:aws:kms:us-east-1:000000000000:key/3';
  service.restart('keys/check', { KMS_KEY_ARNS: [...keyArns, gone].join(',') });
  service.emulators.kms.setKeyState(storage, 'Disabled');
  await service.run('keys/check');
  service.restart('keys/check');
  expect(counted()).toHaveLength(2);
  expect(lines().map(({ kmsKey, keyState }) => [kmsKey, keyState])).toEqual([
    [storage, 'Disabled'],
    [gone, 'NotFound'],
  ]);
});
