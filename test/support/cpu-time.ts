/** Seconds of processor time that this process spends on some work: unlike elapsed time, the same on a busy machine. */
export function cpuSecondsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}
