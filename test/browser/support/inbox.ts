/** A mail as the inbox lists it. */
export interface ReceivedMail {
  subject: string;
  text: string;
}

interface Stored {
  destination: { to: string[] };
  subject: string;
  body: { text?: string };
}

/** The mails to an address, oldest first. Mail precedes the answer of the request that sent it, so none is waited for. */
export async function mailsTo(inboxUrl: string, address: string): Promise<ReceivedMail[]> {
  const response = await fetch(inboxUrl);
  const { emails } = (await response.json()) as { emails: Stored[] };
  return emails
    .filter(({ destination }) => destination.to.includes(address))
    .map(({ subject, body }) => ({ subject, text: body.text ?? '' }));
}

/** The newest one-time password that was mailed to an address: it ends the subject. */
export async function mailedCode(inboxUrl: string, address: string): Promise<string> {
  const mails = await mailsTo(inboxUrl, address);
  const codes = mails
    .map(({ subject }) => /\b(\d{6})$/.exec(subject)?.[1])
    .filter((code) => code !== undefined);
  return codes.at(-1) ?? fail(`No code was mailed to ${address}.`);
}

/** The newest single-use link to a page in the mails to an address. */
export async function mailedLink(inboxUrl: string, address: string, path: string): Promise<string> {
  const mails = await mailsTo(inboxUrl, address);
  const links = mails.flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? []).map((link) => new URL(link));
  return (
    links.findLast(({ pathname, search, hash }) => pathname === path && search + hash !== '')?.href ??
    fail(`No link to ${path} came to ${address}.`)
  );
}

function fail(message: string): never {
  throw new Error(message);
}
