import { Resolver } from 'node:dns/promises';
import { type Judgement, ok, problem, unknown, warning } from './finding.ts';

const dns = new Resolver({ timeout: 2000, tries: 2 });

const isAbsent = (error: unknown): boolean =>
  ['ENOTFOUND', 'ENODATA'].includes(String((error as { code?: unknown }).code));

/** The records of a lookup; none if the name or the record does not exist. */
async function recordsOf<T>(lookup: Promise<T[]>): Promise<T[]> {
  try {
    return await lookup;
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** Whether the public origin has an address in DNS. */
export async function judgeDomain(origin: string): Promise<Judgement> {
  const { hostname } = new URL(origin);
  if (hostname === 'localhost' || /^[\d.]+$/.test(hostname))
    return unknown(`${hostname} is not a name in DNS.`);
  const found = (
    await Promise.all([recordsOf(dns.resolve4(hostname)), recordsOf(dns.resolve6(hostname))])
  ).flat();
  if (found.length > 0) return ok(`${hostname} has ${found.length} addresses`);
  return problem(
    `${hostname} is not found in DNS.`,
    hostname.endsWith('.cloudfront.net')
      ? 'The distribution was deleted or disabled. Deploy again.'
      : 'Check that the domain is delegated to the hosted zone: compare the answer of "dig NS" with the name servers of the zone. Without a hosted zone, create a CNAME to the CloudFront domain name.',
  );
}

/** Whether the sender's domain asks receivers to reject mail that forges it. */
export async function judgeDmarc(sender: string): Promise<Judgement> {
  const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
  const labels = domain.split('.');
  // A subdomain without a record of its own is covered by the record of its parent domain.
  const candidates = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  for (const name of candidates) {
    const records = (await recordsOf(dns.resolveTxt(`_dmarc.${name}`))).map((parts) => parts.join(''));
    const record = records.find((text) => /^v=DMARC1\b/i.test(text));
    if (record && /\bp=(reject|quarantine)\b/i.test(record)) return ok(`_dmarc.${name}: ${record}`);
    if (record)
      return warning(
        `_dmarc.${name} does not ask receivers to act on forged mail: ${record}`,
        'Once your own mail passes, set p=quarantine or p=reject there.',
      );
  }
  return warning(
    `${domain} has no DMARC record, so anyone can send mail in its name.`,
    `Create a TXT record _dmarc.${domain}: "v=DMARC1; p=reject; adkim=s; aspf=r", or deploy with -c dmarcRecord=create and a hosted zone.`,
  );
}
