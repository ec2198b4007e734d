/**
 * The network source that guesses are counted for: an IPv4 address, or the /64 network of an IPv6 address, since one
 * subscriber has all of it. An IPv4 address in IPv6 notation counts as the IPv4 address.
 */
export function sourceOf(address: string): string {
  if (!address.includes(':')) return address;
  const literal = `http://[${address.replace(/%.*$/, '')}]`;
  if (!URL.canParse(literal)) return address;
  const compressed = new URL(literal).hostname.slice(1, -1);
  const [left = '', right] = compressed.split('::');
  const head = left.split(':').filter(Boolean);
  const tail = (right ?? '').split(':').filter(Boolean);
  const groups = [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail];
  if (groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff')
    return dotted(groups.slice(6));
  return `${groups.slice(0, 4).join(':')}::/64`;
}

function dotted(groups: readonly string[]): string {
  const bytes = groups.flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
  return bytes.join('.');
}
