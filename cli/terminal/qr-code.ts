import qrcode from 'qrcode';

/** Black on white, whatever the colors of the terminal, because apps do not read a code that is light on dark. */
const inked = (line: string) => `\u001b[30;107m${line}\u001b[0m`;

/** Columns and rows of characters. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
}

export type QrCode =
  | { readonly lines: readonly string[] }
  /** It does not fit; the room that its smallest form takes. */
  | { readonly needs: Room };

/** White borders: what ISO/IEC 18004 wants, and what is enough for cameras. */
const margins = [4, 2] as const;

/**
 * A QR code in half blocks, two modules to a character, if it fits: a line that is broken, or a code of which the top has
 * scrolled away, cannot be read. If the room is small, it tries shorter forms of the URI, and narrower borders.
 */
export async function drawQrCode(uri: string, room: Room): Promise<QrCode> {
  const forms = formsOf(uri);
  for (const form of forms)
    for (const margin of margins) {
      const { columns, rows } = sizeOf(form, margin);
      if (columns <= room.columns && rows <= room.rows) return { lines: await draw(form, margin) };
    }
  const sizes = forms.map((form) => sizeOf(form, margins[1]));
  return { needs: sizes.reduce((least, size) => (size.columns < least.columns ? size : least)) };
}

function sizeOf(text: string, margin: number): Room {
  const { size } = qrcode.create(text, { errorCorrectionLevel: 'L' }).modules;
  const columns = size + 2 * margin;
  return { columns, rows: Math.ceil(columns / 2) };
}

async function draw(text: string, margin: number): Promise<readonly string[]> {
  const drawn = await qrcode.toString(text, { type: 'utf8', errorCorrectionLevel: 'L', margin });
  return drawn
    .split('\n')
    .filter((line) => line !== '')
    .map(inked);
}

/** What every app assumes (RFC 6238), so a small code can leave it out. */
const defaults: Readonly<Record<string, string>> = { algorithm: 'SHA1', digits: '6', period: '30' };

/**
 * A key URI, and shorter ones with the same secret: without what is the default, and with a label of only the account or
 * only the service, which is what the app then shows.
 */
function formsOf(uri: string): readonly string[] {
  const { pathname, searchParams } = new URL(uri);
  const secret = searchParams.get('secret') ?? '';
  for (const [name, value] of Object.entries(defaults))
    if (searchParams.get(name)?.toUpperCase() === value) searchParams.delete(name);
  const [service = '', account = service] = pathname.replace(/^\/+(totp\/)?/, '').split(/:|%3A/i);
  const labelled = (label: string, query: string) => `otpauth://totp/${label}?${query}`;
  // Only these three have nothing else that the app would need.
  const isPlain = [...searchParams.keys()].every((name) => ['secret', 'issuer'].includes(name));
  const query = searchParams.toString().replaceAll('+', '%20');
  const whole = [uri, labelled(`${service}:${account}`, query), labelled(account, query)];
  return isPlain
    ? [...whole, ...[account, service].map((label) => labelled(label, `secret=${secret}`))]
    : whole;
}
