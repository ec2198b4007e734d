import { describe, expect, it } from 'vitest';
import { sourceOf } from '../../../core/sign-in/network-source.ts';

describe('the source that guesses are counted for', () => {
  it.each([['192.0.2.1'], ['127.0.0.1'], ['255.255.255.255']])('is the IPv4 address %s itself', (address) => {
    expect(sourceOf(address)).toBe(address);
  });

  it.each([
    ['::ffff:192.0.2.1'],
    ['::FFFF:192.0.2.1'],
    ['::ffff:c000:201'],
    ['::ffff:c000:0201'],
    ['0:0:0:0:0:ffff:c000:201'],
    ['0000:0000:0000:0000:0000:ffff:192.0.2.1'],
  ])('is 192.0.2.1 for %s', (address) => {
    expect(sourceOf(address)).toBe('192.0.2.1');
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6'],
    ['2001:db8:1:2::'],
    ['2001:db8:1:2::1'],
    ['2001:DB8:1:2:ffff:ffff:ffff:ffff'],
    ['2001:0db8:0001:0002:0000:0000:0000:0001'],
    ['2001:db8:1:2:0:0:192.0.2.1'],
    ['2001:db8:1:2::1%eth0'],
  ])('is one and the same /64 for %s', (address) => {
    expect(sourceOf(address)).toBe('2001:db8:1:2::/64');
  });

  it.each([
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:0:1::', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['2001:0:0:1::1', '2001:0:0:1::/64'],
    ['2001::1:0:0:0:1', '2001:0:0:1::/64'],
    ['fe80::1%en0', 'fe80:0:0:0::/64'],
    ['::192.0.2.1', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['1::ffff:192.0.2.1', '1:0:0:0::/64'],
  ])('of %s is %s', (address, source) => {
    expect(sourceOf(address)).toBe(source);
  });

  it('is another one for the /64 beside', () => {
    expect(sourceOf('2001:db8:1:3::1')).not.toBe(sourceOf('2001:db8:1:2::1'));
  });

  it.each([[''], ['unknown'], ['2001:db8::1::2'], ['12345::1'], ['192.0.2.1:8080'], ['[::1]:80']])(
    'is what stands there for %j, which is no address',
    (address) => {
      expect(sourceOf(address)).toBe(address);
    },
  );
});
