import { Resolver } from 'node:dns/promises';
import { type Judgement, ok, problem, unknown, warning } from './finding.ts';

const dns = new Resolver({ timeout: 2000, tries: 2 });

const isAbsent = (error: unknown): boolean =>
  ['ENOTFOUND', 'ENODATA'].includes(String((error as { code?: unknown }).code));

async function orNone<T>(looked: Promise<T[]>): Promise<T[]> {
  try {
    return await looked;
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** Whether the public address has a place in DNS. */
export async function judgeDomain(origin: string): Promise<Judgement> {
  const { hostname } = new URL(origin);
  if (hostname === 'localhost' || /^[\d.]+$/.test(hostname)) return unknown(`${hostname} is no name in DNS`);
  const found = (await Promise.all([orNone(dns.resolve4(hostname)), orNone(dns.resolve6(hostname))])).flat();
  if (found.length > 0) return ok(`${hostname} leads to ${found.length} addresses`);
  return problem(
    `${hostname} is not found in DNS.`,
    hostname.endsWith('.cloudfront.net')
      ? 'The distribution is gone or disabled: deploy again.'
      : 'Is the hosted zone the one that the domain is delegated to? Compare: dig NS, and the name servers of the zone. Without a zone, make a CNAME to the CloudFront address.',
  );
}

/** Whether receivers know what to do with mail that pretends to come from the sender's domain. */
export async function judgeDmarc(sender: string): Promise<Judgement> {
  const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
  const labels = domain.split('.');
  // A domain without a record of its own is covered by that of the domain above it.
  const candidates = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  for (const name of candidates) {
    const records = (await orNone(dns.resolveTxt(`_dmarc.${name}`))).map((parts) => parts.join(''));
    const record = records.find((text) => /^v=DMARC1\b/i.test(text));
    if (record && /\bp=(reject|quarantine)\b/i.test(record)) return ok(`_dmarc.${name}: ${record}`);
    if (record)
      return warning(
        `_dmarc.${name} asks receivers for nothing: ${record}`,
        'Once your mail passes, set p=quarantine or p=reject there.',
      );
  }
  return warning(
    `${domain} has no DMARC record, so anyone can write in its name.`,
    `Make a TXT record _dmarc.${domain}: "v=DMARC1; p=reject; adkim=s; aspf=r", or deploy with -c dmarcRecord=create and a hosted zone.`,
  );
}
