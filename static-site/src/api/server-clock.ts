/**
 * The server's clock as its answers show it, so that a countdown to one of its times is right on a device whose clock
 * is wrong. Good to a second, as the Date header is.
 */
let aheadMs = 0;

export function noteServerDate(header: string | null): void {
  const serverMs = header ? Date.parse(header) : Number.NaN;
  if (!Number.isFinite(serverMs)) return;
  const difference = serverMs - Date.now();
  // Within a second and a half it is rounding and the way, not the clock.
  aheadMs = Math.abs(difference) < 1500 ? 0 : difference;
}

export const serverNowMs = (): number => Date.now() + aheadMs;

/** A time of the server's on this page's clock, in milliseconds. */
export const localMs = (iso: string): number => Date.parse(iso) - aheadMs;
