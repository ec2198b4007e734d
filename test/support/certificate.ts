import * as crypto from 'node:crypto';

/** A server's key and certificate, in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** One element of ASN.1 DER (X.690). */
function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

const sequence = (...contents: readonly Uint8Array[]) => element(0x30, ...contents);
const oid = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));
/** A random serial number. Its first bit is set, so DER wants a zero byte before it. */
function serialNumber(): Buffer {
  const bytes = crypto.randomBytes(8);
  bytes[0] = (bytes[0] ?? 0) | 0x80;
  return element(0x02, Buffer.from([0]), bytes);
}
const utcTime = (date: Date) =>
  element(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`, 'ascii'));

const ecdsaWithSha256 = () => sequence(oid('2a8648ce3d040302'));
const commonName = (name: string) =>
  sequence(element(0x31, sequence(oid('550403'), element(0x0c, Buffer.from(name, 'utf8')))));

/** The names that the certificate is for: `localhost` and 127.0.0.1. */
const alternativeNames = () =>
  sequence(element(0x82, Buffer.from('localhost', 'ascii')), element(0x87, Buffer.from([127, 0, 0, 1])));

/** A self-signed certificate (RFC 5280) for servers on this machine, valid for a year. */
export function selfSignedCertificate(now = new Date()): Certificate {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = commonName('localhost');
  const yesterday = new Date(now.getTime() - 86_400_000);
  const nextYear = new Date(now.getTime() + 365 * 86_400_000);
  const isAuthority = sequence(oid('551d13'), element(0x04, sequence(element(0x01, Buffer.from([0xff])))));
  const names = sequence(oid('551d11'), element(0x04, alternativeNames()));
  const toBeSigned = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    serialNumber(),
    ecdsaWithSha256(),
    name,
    sequence(utcTime(yesterday), utcTime(nextYear)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, sequence(isAuthority, names)),
  );
  const signature = crypto.sign('sha256', toBeSigned, privateKey);
  const whole = sequence(toBeSigned, ecdsaWithSha256(), element(0x03, Buffer.from([0]), signature));
  const lines = whole
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
