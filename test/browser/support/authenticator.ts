import jsqr from 'jsqr';
import { generate } from 'otplib';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { AuthenticatorSteps } from '../../support/authenticator-steps.ts';

/** A person's authenticator app. It knows the key only from what it has scanned. */
export interface Authenticator {
  readonly uri: string;
  readonly secret: string;
  /** A code that was not used yet. */
  nextCode(): Promise<string>;
}

export function authenticatorFor(uri: string): Authenticator {
  const secret = new URL(uri).searchParams.get('secret');
  if (!secret) throw new Error(`No secret in ${uri}.`);
  const steps = new AuthenticatorSteps();
  return {
    uri,
    secret,
    nextCode: async () => generate({ secret, epoch: await steps.next() }),
  };
}

/** Scans the QR code that is on the screen, as a phone's camera does. */
export async function scan(page: Page): Promise<Authenticator> {
  const picture = await page.getByRole('img', { name: /QR code/ }).screenshot();
  const { data, width, height } = PNG.sync.read(picture);
  const decode = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;
  const found = (
    decode as unknown as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null
  )(new Uint8ClampedArray(data), width, height);
  if (!found) throw new Error('No QR code can be read from the screen.');
  return authenticatorFor(found.data);
}
