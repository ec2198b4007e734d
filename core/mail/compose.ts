import type { Link, Wording } from './wording.ts';

/** How the mails of one deployment look and where their links lead. */
export interface Branding {
  readonly brand: string;
  /** The color of links that look like buttons, as `#rrggbb`. */
  readonly color?: string;
  /** The email address where users get help, if the operator has one. Answers to mails go there. */
  readonly support?: string;
  /** The origin of the dashboard, as `https://example.com`. */
  readonly origin: string;
}

/** A mail ready to be sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Present if the mail contains a one-time password. */
  readonly holdsCode?: true;
}

/** Everything that one mail shows. */
interface Letter {
  readonly to: string;
  /** The language of the HTML document (BCP 47). */
  readonly language: string;
  readonly wording: Wording;
  /** When, from where and with which program the mail was caused, one line each. */
  readonly circumstances: readonly string[];
  /** The one-time password that the heading contains, if any. It is shown large. */
  readonly code?: string;
  /** How to get help. */
  readonly support?: string;
}

/** Lays out a letter as plain text and as HTML, with the same words. */
export function compose(branding: Branding, letter: Letter): Mail {
  const { to, wording, code } = letter;
  return {
    to,
    subject: wording.subject ?? `${branding.brand}: ${wording.heading}`,
    text: plainText(branding, letter),
    html: document(branding, letter),
    ...(code !== undefined && { holdsCode: true }),
  };
}

function plainText({ brand }: Branding, { wording, circumstances, support }: Letter): string {
  const { heading, paragraphs, link, advice } = wording;
  const lines = (link: Link) => `${link.label}:\n${link.url}`;
  const blocks = [
    heading,
    ...paragraphs,
    ...(link ? [lines(link)] : []),
    ...(circumstances.length > 0 ? [circumstances.join('\n')] : []),
    advice.text,
    ...(advice.link ? [lines(advice.link)] : []),
    ...(support ? [support] : []),
    brand,
  ];
  return `${blocks.join('\n\n')}\n`;
}

/**
 * All styles are inline because many mail programs remove style sheets. The text has no color of its own, so that
 * programs with a dark color scheme can choose one.
 */
function document(branding: Branding, letter: Letter): string {
  const { language, wording, circumstances, code, support } = letter;
  const { heading, preheader, paragraphs, link, advice } = wording;
  const { subject = heading } = wording;
  const blocks = [
    `<h1 style="font-size:20px;margin:0 0 16px">${headingHtml(heading, code)}</h1>`,
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...(link ? [button(link, branding.color)] : []),
    ...(circumstances.length > 0 ? [`<p ${quiet}>${circumstances.map(escapeHtml).join('<br>')}</p>`] : []),
    `<p style="font-size:14px">${escapeHtml(advice.text)}</p>`,
    ...(advice.link ? [plainLink(advice.link)] : []),
    `<p ${quiet}>${[...(support ? [support] : []), branding.brand].map(escapeHtml).join('<br>')}</p>`,
  ];
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(subject)}</title></head>`,
    '<body style="font-family:system-ui,sans-serif;line-height:1.5;margin:0">',
    `<div style="display:none">${escapeHtml(preheader ?? paragraphs[0] ?? '')}</div>`,
    // Outlook for Windows renders mail with Word, which supports width and margins only on tables.
    '<table role="presentation" align="center" width="560" cellpadding="24" style="max-width:100%"><tr><td>',
    ...blocks,
    '</td></tr></table></body></html>',
  ].join('');
}

const quiet = 'style="font-size:14px;opacity:0.75"';

/** Puts the code on a line of its own, in large letters, so that it is easy to read and to select. */
function headingHtml(heading: string, code: string | undefined): string {
  const text = escapeHtml(heading);
  if (code === undefined) return text;
  return text.replace(
    code,
    `<span style="display:block;font-family:monospace;font-size:32px;letter-spacing:4px">${code}</span>`,
  );
}

function button({ label, url }: Link, color = '#2253b0'): string {
  const style = `background:${color};border:1px solid ${color};border-radius:6px;color:#fff;display:inline-block;padding:10px 16px;text-decoration:none`;
  return `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="${style}">${escapeHtml(label)}</a></p>`;
}

const plainLink = ({ label, url }: Link) =>
  `<p style="font-size:14px"><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`;

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
