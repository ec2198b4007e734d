import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noDevice } from '../../../core/accounts/device.ts';
import { guessLimits } from '../../../core/sign-in/guess-limits.ts';
import { store } from '../../../functions/adapters/store.ts';
import { withPassword } from '../../../functions/flows/sign-in/prove-password.ts';
import { tally, times } from '../../support/accounts.ts';
import { countingHasher } from '../../support/counting-hasher.ts';
import { newAddress, type Person, register, session } from '../../support/people.ts';
import { type CallAnswer, edgeSecret, type Service, startService } from '../../support/service.ts';

/**
 * R32: a limit by an address that the client can choose (CVE-2026-45364 better-auth, GHSA-c55g-q6f4-5qxr RubyGems).
 * The counts are looked at where they are stored.
 */

let service: Service;
let person: Person;
beforeAll(async () => {
  service = await startService({ conflicts: 'refuse' });
  person = await register(service);
});
afterAll(() => service.close());
beforeEach(() => {
  service.clock.now += 86_400_000;
});

/** How many guesses each source has to wait for until its bucket is full again. */
async function counted(): Promise<Record<string, unknown>> {
  const rows = (await service.rows('challenges')).flatMap((row) => {
    const [, source] = /^password-guesses#source#(.+)$/.exec(String(row['id'])) ?? [];
    const taken = (Number(row['fullAt']) - service.clock.now) / (guessLimits.source.refillSeconds * 1000);
    return source && taken > 0 ? [[source, taken] as const] : [];
  });
  return Object.fromEntries(rows);
}

const guess = (headers: Record<string, string>, address = '192.0.2.50') =>
  service.call('auth/sign-in', {
    body: { identifier: newAddress(), password: 'not the password' },
    headers,
    address,
  });

describe('no header of a client is its address', () => {
  test.each([
    'x-forwarded-for',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'forwarded',
    'x-viewer-address',
    'cloudfront-viewer-address',
    'x-origin-address',
  ])('%s', async (header) => {
    for (const index of [1, 2]) await guess({ [header]: `198.51.100.${index}` });
    expect(await counted()).toEqual({ '192.0.2.50': 2 });
  });

  test.each([
    ['nothing', ''],
    ['a guess', 'guess'],
    ['its beginning', edgeSecret.slice(0, 8)],
    ['it twice', `${edgeSecret},${edgeSecret}`],
  ])('x-viewer-address beside %s in place of the edge secret', async (_, secret) => {
    await guess({ 'x-viewer-address': '198.51.100.1', 'x-origin-secret': secret });
    expect(await counted()).toEqual({ '192.0.2.50': 1 });
  });

  test('x-viewer-address counts beside the edge secret, and then alone', async () => {
    for (const index of [1, 2, 3])
      await guess({
        'x-viewer-address': '198.51.100.1',
        'x-origin-secret': edgeSecret,
        'x-forwarded-for': `203.0.113.${index}`,
      });
    expect(await counted()).toEqual({ '198.51.100.1': 3 });
  });

  test('what the user is shown of a session is the same address', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.1', 'x-viewer-address': '198.51.100.2' };
    const { body } = await service.call('auth/sign-in', {
      body: { identifier: person.email, password: person.password },
      headers,
      address: '192.0.2.51',
    });
    const listed = await service.call('sessions/list', { token: body.sessionToken });
    expect(listed.body.sessions[0]).toMatchObject({ address: '192.0.2.51' });
  });
});

describe('a source is what one subscriber has', () => {
  test('an IPv6 /64, in every spelling', async () => {
    for (const address of [
      '2001:db8:1:2::1',
      '2001:db8:1:2:ffff:ffff:ffff:ffff',
      '2001:0DB8:0001:0002:0000:0000:0000:00ab',
      '2001:db8:1:2::1%eth0',
    ])
      await guess({}, address);
    await guess({}, '2001:db8:1:3::1');
    expect(await counted()).toEqual({ '2001:db8:1:2::/64': 4, '2001:db8:1:3::/64': 1 });
  });

  test('an IPv4 address, also written as IPv6', async () => {
    for (const address of ['192.0.2.60', '::ffff:192.0.2.60', '::ffff:c000:23c', '0:0:0:0:0:ffff:192.0.2.60'])
      await guess({}, address);
    expect(await counted()).toEqual({ '192.0.2.60': 4 });
  });
});

describe('a source has 20 failures, then one try in 30 s', () => {
  test('over any number of accounts, at once or one after another', async () => {
    const answers: CallAnswer[] = await Promise.all(times(30, () => guess({})));
    expect(tally(answers)).toEqual({ 401: 20, 429: 10 });
    expect(await guess({})).toMatchObject({ status: 429, headers: { 'retry-after': '30' } });
    service.clock.now += 29_999;
    expect((await guess({})).status).toBe(429);
    service.clock.now += 1;
    expect(tally(await Promise.all(times(10, () => guess({}))))).toEqual({ 401: 1, 429: 9 });
  });

  test('the right password of who is new there waits as well, and from elsewhere does not', async () => {
    await Promise.all(times(20, () => guess({})));
    const body = { identifier: person.email, password: person.password };
    expect((await service.call('auth/sign-in', { body, address: '192.0.2.50' })).status).toBe(429);
    expect(await session(service, person)).toBeTypeOf('string');
    service.clock.now += 30_000;
    expect((await service.call('auth/sign-in', { body, address: '192.0.2.50' })).status).toBe(200);
  });

  test('who signed in from there before does not wait', async () => {
    const body = { identifier: person.email, password: person.password };
    expect((await service.call('auth/sign-in', { body, address: '192.0.2.50' })).status).toBe(200);
    await Promise.all(times(20, () => guess({})));
    expect((await service.call('auth/sign-in', { body, address: '192.0.2.50' })).status).toBe(200);
  });

  test('costs a hash for a refused guess too, ten times at an account, and then nothing', async () => {
    await Promise.all(times(20, () => guess({})));
    const hasher = countingHasher(service);
    const person = await register(service);
    const using = { store: store(service.host), passwords: hasher, host: service.host };
    const typed = { identifier: person.email, password: person.password };
    const from = (source: string) => ({
      source,
      circumstances: { at: service.clock.now, address: source, browser: 'an unknown program' as const },
      device: noDevice,
    });
    const prove = (source: string) => withPassword(using, typed, from(source), async () => 'right');
    await expect(prove('192.0.2.50')).rejects.toMatchObject({ problem: { slug: 'too-many-attempts' } });
    expect(hasher.compared).toBe(1);
    const refused = await Promise.allSettled(times(30, () => prove('192.0.2.50')));
    expect(refused.filter(({ status }) => status === 'fulfilled')).toEqual([]);
    expect(hasher.compared).toBe(10);
    await expect(prove('192.0.2.70')).resolves.toBe('right');
    expect(hasher.compared).toBe(11);
  });
});
