import * as net from 'node:net';
import * as tls from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { newNonce, type SshKey } from './ssh-keys.ts';

/** What the service answered, as the guide's CLI sees it. */
export interface GuideAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field in tests
  readonly body: any;
  /** What it prints when the status is not 2xx: `(code) title: description`. */
  readonly printed: string;
}

/**
 * The guide's CLI, version 4.4.1, on the wire: the bytes that Go's net/http writes for it, in its order, over one
 * socket for each request. Facts from the wire-protocol page; the token it keeps is its whole state.
 */
export class GuideCli {
  token = '';
  podID = '';
  private userID = '';
  private readonly base: URL;

  constructor(baseUrl: string) {
    this.base = new URL(baseUrl);
  }

  get(path: string): Promise<GuideAnswer> {
    return this.send('GET', path, '');
  }

  post(path: string, body?: unknown): Promise<GuideAnswer> {
    return this.send('POST', path, body === undefined ? '' : JSON.stringify(body));
  }

  delete(path: string): Promise<GuideAnswer> {
    return this.send('DELETE', path, '');
  }

  /** Signs in as it does: with the factor's code where `mfaID` is not empty. */
  async signIn(
    identifier: string,
    password: string,
    otp: (mfaPreferredType: string) => string | Promise<string>,
  ): Promise<GuideAnswer> {
    return this.finishSignIn(await this.post('/auth/signin', { identifier, password }), otp);
  }

  async signInWithKey(
    key: SshKey,
    otp: (mfaPreferredType: string) => string | Promise<string>,
    signed = { nonce: newNonce(), timestamp: String(Math.floor(Date.now() / 1000)) },
  ): Promise<GuideAnswer> {
    const body = { publicKey: key.publicKey, signature: key.sign(signed.nonce, signed.timestamp) };
    return this.finishSignIn(await this.send('POST', '/auth/signin/key', JSON.stringify(body), signed), otp);
  }

  /** Whether it would ask for credentials: any answer but 2xx. */
  async isSignedOut(): Promise<boolean> {
    return isError((await this.get('/auth/verify')).status);
  }

  private async finishSignIn(
    first: GuideAnswer,
    otp: (mfaPreferredType: string) => string | Promise<string>,
  ): Promise<GuideAnswer> {
    let answer = first;
    if (!isError(answer.status) && (answer.body.mfaID ?? '') !== '') {
      const { mfaID, mfaPreferredType } = answer.body;
      // It reads a code up to white space.
      const [code = ''] = (await otp(mfaPreferredType)).trim().split(/\s/);
      answer = await this.post(`/auth/signin/mfa/${mfaID}`, { otp: code });
    }
    if (!isError(answer.status)) {
      this.token = answer.body.sessionToken;
      this.userID = answer.body.id;
    }
    return answer;
  }

  /** One request in the bytes of Go's net/http: Host, User-Agent, length, the rest sorted, then its own encoding. */
  request(
    method: string,
    path: string,
    body: string,
    signed = { nonce: newNonce(), timestamp: String(Math.floor(Date.now() / 1000)) },
  ): string {
    const length = Buffer.byteLength(body);
    const hasLength = length > 0 || method === 'POST';
    return [
      `${method} /api${path} HTTP/1.1`,
      `Host: ${this.base.host}`,
      `User-Agent: datica-cli-4.4.1 linux amd64 ${this.userID}`.trimEnd(),
      ...(hasLength ? [`Content-Length: ${length}`] : []),
      'Accept: application/json',
      `Authorization: Bearer ${this.token}`,
      'Content-Type: application/json',
      'X-CLI-Version: 4.4.1',
      `X-Pod-ID: ${this.podID}`,
      `X-Request-Nonce: ${signed.nonce}`,
      `X-Request-Timestamp: ${signed.timestamp}`,
      'Accept-Encoding: gzip',
      '',
      body,
    ].join('\r\n');
  }

  private send(...request: Parameters<GuideCli['request']>): Promise<GuideAnswer> {
    const { hostname, protocol, port } = this.base;
    const isSecure = protocol === 'https:';
    const options = { host: hostname, port: Number(port || (isSecure ? 443 : 80)) };
    return new Promise((resolve, reject) => {
      const socket = isSecure
        ? tls.connect({ ...options, servername: hostname })
        : net.connect({ ...options, family: 4 });
      let received = Buffer.alloc(0);
      socket.on('data', (chunk: Buffer) => {
        received = Buffer.concat([received, chunk]);
        const answer = readAnswer(received);
        if (!answer) return;
        socket.destroy();
        resolve(answer);
      });
      socket.on('error', reject);
      socket.on('close', () => reject(new Error(`closed after ${received.toString('latin1')}`)));
      socket.write(this.request(...request));
    });
  }
}

const isError = (status: number) => status < 200 || status >= 300;

/** The answer, once all of it has arrived. */
function readAnswer(received: Buffer): GuideAnswer | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const status = Number(statusLine.split(' ')[1]);
  const rest = received.subarray(end + 4);
  const payload = headers['transfer-encoding'] === 'chunked' ? dechunk(rest) : counted(rest, headers, status);
  if (payload === undefined) return undefined;
  const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(payload) : payload).toString('utf8');
  const body = text === '' ? undefined : JSON.parse(text);
  return { status, headers, text, body, printed: isError(status) ? printed(status, body, text) : '' };
}

function counted(rest: Buffer, headers: Readonly<Record<string, string>>, status: number) {
  const length = status === 204 ? 0 : Number(headers['content-length'] ?? 0);
  return rest.length < length ? undefined : rest.subarray(0, length);
}

function dechunk(rest: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let offset = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', offset);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(rest.subarray(offset, lineEnd).toString('latin1'), 16);
    if (rest.length < lineEnd + 2 + size + 2) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
    offset = lineEnd + 2 + size + 2;
  }
}

/** `(code) title: description`, if they are two strings that are not empty and an integer; else the raw text. */
// biome-ignore lint/suspicious/noExplicitAny: any JSON may have come
function printed(status: number, body: any, text: string): string {
  const { title, description, code } = body ?? {};
  const isRead = typeof title === 'string' && typeof description === 'string' && Number.isInteger(code);
  return isRead && title !== '' && description !== ''
    ? `(${code}) ${title}: ${description}`
    : `(${status}) ${text}`;
}
