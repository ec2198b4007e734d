/** With a larger skew, codes that an authenticator app makes on this machine are refused: a code is good for 30 seconds. */
export const tolerableSkewSeconds = 30;

/**
 * By how many seconds this machine's clock is ahead of a server's; negative where it is behind.
 * @param serverAt epoch milliseconds from the server's `Date` header, which has whole seconds only.
 * @param hereAt epoch milliseconds of this machine at the same moment.
 */
export function clockSkewSeconds(serverAt: number, hereAt: number): number {
  // On average the header has lost half a second.
  const milliseconds = hereAt - serverAt - 500;
  return Math.sign(milliseconds) * Math.round(Math.abs(milliseconds) / 1000);
}
