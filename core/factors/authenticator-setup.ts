import { generateURI, ScureBase32Plugin } from 'otplib';
import * as qrcode from 'qrcode';
import type { AuthenticatorSeam } from './authenticator.ts';
import type { Begun } from './factor.ts';

/** Shows the new secret once, and stores it sealed. */
export async function beginActivation(
  prepared: AuthenticatorSeam['activation']['prepared'],
): Promise<Begun<AuthenticatorSeam['activation']['shown'], AuthenticatorSeam['kept']>> {
  const { secret: bytes, sealedSecret, label, issuer } = prepared;
  const secret = secretAsText(bytes);
  return {
    show: { secret, ...(await provisioning(secret, label, issuer)) },
    keep: { sealedSecret },
  };
}

/** The secret as people type it into an app: RFC 4648 base32 without padding. */
export function secretAsText(secret: Uint8Array): string {
  return new ScureBase32Plugin().encode(secret, { padding: false });
}

/** The `otpauth://` URI for an authenticator app, and the same as a QR code in SVG. */
export async function provisioning(
  secret: string,
  label: string,
  issuer: string,
): Promise<{ uri: string; qr: string }> {
  const uri = generateURI({ issuer: withoutColons(issuer), label, secret });
  return { uri, qr: await qrcode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 }) };
}

/**
 * A colon separates the issuer from the account in the URI. If the name of the brand contained one, the rest of the name
 * would be shown as part of the account.
 */
const withoutColons = (text: string) => text.replace(/\s*:\s*/g, ' ').trim();
