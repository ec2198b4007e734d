import * as crypto from 'node:crypto';
import type { SeenRequest } from './scripted-server.ts';

const sha256 = (text: string) => crypto.createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => crypto.createHmac('sha256', key).update(text).digest();

/** Whether a POST of `/` carries the right signature (AWS Signature Version 4), recomputed from what arrived. */
export function isSigned({ headers, body }: SeenRequest, secretAccessKey: string): boolean {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!parts) return false;
  const [, scope = '', names = '', signature] = parts;
  const canonical = names
    .split(';')
    .map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`);
  const request = ['POST', '/', '', canonical.join(''), names, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return names.split(';').includes('host') && hmac(key, text).toString('hex') === signature;
}
