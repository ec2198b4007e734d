import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceOf } from '../../core/sign-in/network-source.ts';

/** Whoever spells an address differently is still counted as the same source, and nobody else is. */

const group = fc.oneof(fc.constant(0), fc.nat({ max: 0xffff }));
const groups = fc.array(group, { minLength: 8, maxLength: 8 });
const isMapped = (address: readonly number[]) =>
  address.slice(0, 5).every((one) => one === 0) && address[5] === 0xffff;

/** Every way of RFC 4291 section 2.2 to write an address, and a zone of RFC 4007 behind it. */
const spelling = fc.record({
  isUpper: fc.boolean(),
  pads: fc.boolean(),
  compresses: fc.boolean(),
  isDotted: fc.boolean(),
  at: fc.nat({ max: 7 }),
  zone: fc.constantFrom('', '%eth0', '%1'),
});
type Spelling = typeof spelling extends fc.Arbitrary<infer Value> ? Value : never;

function spell(
  address: readonly number[],
  { isUpper, pads, compresses, isDotted, at, zone }: Spelling,
): string {
  const hex = address.map((one) => one.toString(16).padStart(pads ? 4 : 1, '0'));
  const low = address.slice(6).flatMap((one) => [one >> 8, one & 255]);
  const written = isDotted ? [...hex.slice(0, 6), low.join('.')] : hex;
  const zeros = compresses ? zeroRun(address.slice(0, isDotted ? 6 : 8), at) : undefined;
  const text = zeros
    ? `${written.slice(0, zeros.from).join(':')}::${written.slice(zeros.to).join(':')}`
    : written.join(':');
  return (isUpper ? text.toUpperCase() : text) + zone;
}

/** A run of zeros that `::` may stand for; a longer one may stand around it. */
function zeroRun(address: readonly number[], at: number): { from: number; to: number } | undefined {
  const from = address.findIndex((one, index) => index >= at && one === 0);
  if (from < 0) return undefined;
  const end = address.findIndex((one, index) => index > from && one !== 0);
  return { from, to: end < 0 ? address.length : end };
}

test('an IPv6 address is the source of its /64 network, however it is spelled', () => {
  fc.assert(
    fc.property(groups, groups, spelling, spelling, (address, other, one, another) => {
      if (isMapped(address)) return;
      const neighbor = [...address.slice(0, 4), ...other.slice(4)];
      if (isMapped(neighbor)) return;
      const source = sourceOf(spell(address, one));
      expect(sourceOf(spell(neighbor, another))).toBe(source);
      expect(source).toMatch(/^[0-9a-f]{1,4}(:[0-9a-f]{1,4}){3}::\/64$/);
    }),
    { numRuns: 5000 },
  );
});

test('addresses of different networks are different sources', () => {
  fc.assert(
    fc.property(groups, groups, spelling, spelling, (address, other, one, another) => {
      const isSame = address.slice(0, 4).join() === other.slice(0, 4).join();
      if (isSame || isMapped(address) || isMapped(other)) return;
      expect(sourceOf(spell(address, one))).not.toBe(sourceOf(spell(other, another)));
    }),
    { numRuns: 5000 },
  );
});

test('an IPv4 address is the same source in every notation of IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), spelling, (address, how) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const mapped = [0, 0, 0, 0, 0, 0xffff, a * 256 + b, c * 256 + d];
      expect(sourceOf(spell(mapped, how))).toBe(address);
      expect(sourceOf(address)).toBe(address);
    }),
    { numRuns: 5000 },
  );
});
