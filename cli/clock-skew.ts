/** With a larger skew, codes that an authenticator app makes on this machine are refused: a code is good for 30 seconds. */
export const tolerableSkewSeconds = 30;

/**
 * How many seconds the clock of this machine is fast, compared with that of a server; negative if it is slow.
 * @param serverAt epoch milliseconds from the server's `Date` header, which is in whole seconds.
 * @param hereAt epoch milliseconds of this machine at the same moment.
 */
export function clockSkewSeconds(serverAt: number, hereAt: number): number {
  // On average, cutting off the fraction has lost half a second.
  const milliseconds = hereAt - serverAt - 500;
  return Math.sign(milliseconds) * Math.round(Math.abs(milliseconds) / 1000);
}
