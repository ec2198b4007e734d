import type { Host } from '../../host.ts';

/** For how many days the operator lets users trust a browser with the second factor; 0 for not at all. */
export const trustedBrowserDays = (host: Host): number =>
  Number(host.environment['TRUSTED_BROWSER_DAYS'] ?? 0);
