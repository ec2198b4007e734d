/** What MiniStack lists of the mails that SES took, by account. */
export interface MailList {
  readonly messages: Readonly<Record<string, readonly SentMail[]>>;
}

interface SentMail {
  readonly MessageId: string;
  readonly Source: string;
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText: string;
  readonly BodyHtml: string;
  readonly Timestamp: number | string;
}

/** A mail in the shape of the local run's inbox. */
export interface StoredMail {
  readonly messageId: string;
  readonly from: string;
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly text: string; readonly html: string };
  readonly at: number | string;
}

/** Oldest first. */
export function storedMails({ messages }: MailList): StoredMail[] {
  return Object.values(messages)
    .flat()
    .map((mail) => ({
      messageId: mail.MessageId,
      from: mail.Source,
      destination: { to: mail.To },
      subject: mail.Subject,
      body: { text: mail.BodyText, html: mail.BodyHtml },
      at: mail.Timestamp,
    }));
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const withLinks = (text: string) => escaped(text).replace(/https?:\/\/[^\s<]+/g, '<a href="$&">$&</a>');

/** The mails for a person to read, newest first. */
export function inboxPage(mails: readonly StoredMail[]): string {
  const entries = mails
    .toReversed()
    .map(
      ({ subject, destination, body }) =>
        `<article><h2>${escaped(subject)}</h2><p>To ${escaped(destination.to.join(', '))}</p><pre>${withLinks(body.text)}</pre></article>`,
    );
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Inbox</title>',
    '<style>body{font-family:system-ui,sans-serif;margin:2rem auto;max-width:45rem;padding:0 1rem}',
    'article{border-top:1px solid #999}pre{white-space:pre-wrap}</style>',
    `<h1>Inbox</h1>${entries.join('') || '<p>No mail yet. Reload to look again.</p>'}</html>`,
  ].join('\n');
}
