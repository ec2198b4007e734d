import type { Circumstances } from '../kernel/circumstances.ts';

/** What every mail is written with. */
export interface Branding {
  readonly brand: string;
  /** Of links that look like buttons, as `#rrggbb`. */
  readonly color?: string;
  /** The origin of the dashboard, as `https://example.com`. */
  readonly origin: string;
}

/** A mail ready to be sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** It carries a one-time password. */
  readonly holdsCode?: true;
}

export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** The first line: what this mail is about, or the code. */
  readonly lead: string;
  readonly paragraphs: readonly string[];
  readonly link?: { readonly label: string; readonly url: string };
  /** What to do if it was not the reader who asked. */
  readonly ifNotYou: string;
  /** Of what the reader asked for or did; of what another did only when, and nothing where nobody asked for the mail. */
  readonly circumstances?: Circumstances | Pick<Circumstances, 'at'>;
  readonly branding: Branding;
}

/** What a notice says; its subject is also its first line. */
export type Wording = Pick<Letter, 'subject' | 'paragraphs' | 'link' | 'ifNotYou'>;

/** A mail that tells of something, under the brand's name. */
export function composeNotice(
  branding: Branding,
  to: string,
  { subject, ...wording }: Wording,
  circumstances: Letter['circumstances'],
): Mail {
  return compose({
    to,
    subject: `${branding.brand}: ${subject}`,
    lead: `${subject}.`,
    ...wording,
    ...(circumstances && { circumstances }),
    branding,
  });
}

/** Sets a letter as plain text and as HTML with the same words. */
export function compose(letter: Letter): Mail {
  const { lead, paragraphs, link, ifNotYou, branding } = letter;
  const { brand } = branding;
  const asked = letter.circumstances ? [describe(letter.circumstances)] : [];
  const text = [
    lead,
    ...paragraphs,
    ...(link ? [`${link.label}:\n${link.url}`] : []),
    ...asked,
    ifNotYou,
    brand,
  ].join('\n\n');
  const blocks = [
    `<p style="font-size:20px;font-weight:600;margin:0 0 16px">${escapeHtml(lead)}</p>`,
    ...paragraphs.map(paragraph),
    ...(link ? [button(link, branding.color)] : []),
    ...asked.map(
      (text) => `<p style="color:#555;font-size:14px;white-space:pre-line">${escapeHtml(text)}</p>`,
    ),
    `<p style="font-size:14px">${escapeHtml(ifNotYou)}</p>`,
    `<p style="color:#555;font-size:14px">${escapeHtml(brand)}</p>`,
  ];
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(letter.subject)}</title></head><body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:560px;margin:24px auto;padding:0 16px">${blocks.join('')}</body></html>`;
  return { to: letter.to, subject: letter.subject, text: `${text}\n`, html };
}

const button = (link: { readonly label: string; readonly url: string }, color = '#2253b0') =>
  `<p style="margin:24px 0"><a href="${escapeHtml(link.url)}" style="background:${color};border-radius:6px;color:#fff;display:inline-block;padding:10px 16px;text-decoration:none">${escapeHtml(link.label)}</a></p>`;

const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;

function describe(circumstances: NonNullable<Letter['circumstances']>): string {
  const at = new Date(circumstances.at);
  const date = at.toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const time = at.toLocaleTimeString('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' });
  const when = `When: ${date}, ${time} UTC`;
  if (!('address' in circumstances)) return when;
  return `${when}\nFrom: ${circumstances.address}\nBrowser or program: ${withoutCode(circumstances.browser)}`;
}

/**
 * A user's own words in a mail that is not about a code: nothing in them may look like one. A code is a group of exactly
 * six digits, of any script, also with characters between them that do not show; a longer number identifies something
 * (a company, a ticket) and stays.
 */
export function withoutCode(text: string): string {
  return text.replace(/\p{Nd}(?:\p{Cf}*\p{Nd})*/gu, (number) =>
    number.replace(/\p{Cf}/gu, '').match(/\p{Nd}/gu)?.length === 6 ? '…' : number,
  );
}

/** The same in a mail to others, who may not know the author: it is no link either, also where mail programs make them. */
export function ownWords(text: string): string {
  return withoutCode(text)
    .replace(/:\/\//g, `:${wordJoiner}//`)
    .replace(/(?<=[\p{L}\p{N}])\.(?=\p{L})/gu, `.${wordJoiner}`);
}

/** Not seen, and no part of an address. */
const wordJoiner = '\u2060';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}
