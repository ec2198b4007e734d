/**
 * The clock of the server as its answers show it, so that countdowns are right on a device whose clock is wrong. The
 * Date header is accurate to a second.
 */
let aheadMs = 0;

export function noteServerDate(header: string | null): void {
  const serverMs = header ? Date.parse(header) : Number.NaN;
  if (!Number.isFinite(serverMs)) return;
  const difference = serverMs - Date.now();
  // Up to a second and a half is caused by rounding and latency.
  aheadMs = Math.abs(difference) < 1500 ? 0 : difference;
}

export const serverNowMs = (): number => Date.now() + aheadMs;

/** An instant from the server on this page's clock, in milliseconds. */
export const localMs = (iso: string): number => Date.parse(iso) - aheadMs;
