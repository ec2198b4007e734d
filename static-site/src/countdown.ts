import { useEffect, useState } from 'preact/hooks';
import { localMs } from './api/server-clock.ts';

const secondsTo = (atMs: number): number => Math.max(0, Math.ceil((atMs - Date.now()) / 1000));

/** Whole seconds until an instant of this page's clock, counted down; 0 if it has passed or is undefined. */
export function useSecondsUntil(atMs: number | undefined): number {
  const [, tick] = useState(0);
  const seconds = atMs === undefined ? 0 : secondsTo(atMs);
  useEffect(() => {
    if (seconds === 0) return;
    const timer = setInterval(() => tick((count) => count + 1), 500);
    return () => clearInterval(timer);
  }, [seconds === 0, atMs]);
  return seconds;
}

/** The same for an instant from the server. */
export const useSecondsUntilServerTime = (iso: string | undefined): number =>
  useSecondsUntil(iso === undefined ? undefined : localMs(iso));
