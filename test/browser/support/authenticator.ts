import jsqr from 'jsqr';
import { generate } from 'otplib';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

const stepSeconds = 30;

/** A person's authenticator app. It knows the key only from what it has scanned. */
export interface Authenticator {
  readonly uri: string;
  readonly secret: string;
  /** A code that was not used yet: of the step before, of this one or of the next, so that no test waits. */
  nextCode(): Promise<string>;
}

export function authenticatorFor(uri: string): Authenticator {
  const secret = new URL(uri).searchParams.get('secret');
  if (!secret) throw new Error(`No secret in ${uri}.`);
  let lastStep = 0;
  return {
    uri,
    secret,
    async nextCode() {
      const step = Math.max(lastStep + 1, firstStepFor(Date.now() / 1000));
      // Only who began late in a step and needs a third code comes here, and the next step is near.
      while (step > Math.floor(Date.now() / 1000 / stepSeconds) + 1)
        await new Promise((resolve) => setTimeout(resolve, 250));
      lastStep = step;
      return generate({ secret, epoch: step * stepSeconds });
    },
  };
}

/** The step before the present one, unless its code would be too old by the time it arrives. */
function firstStepFor(nowSeconds: number): number {
  const secondsLeft = stepSeconds - (nowSeconds % stepSeconds);
  return Math.floor(nowSeconds / stepSeconds) - (secondsLeft > 10 ? 1 : 0);
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
