import type { AccountLogEntry } from '../../../core/accounts/security-log.ts';
import { shownClientProgram } from '../../../core/kernel/client-program.ts';
import type { OperatorLogEntry } from '../../../core/operator/operator-log.ts';

/** An entry of the security log of an account as its user sees it. */
export function logEntryBody(entry: AccountLogEntry & Partial<OperatorLogEntry>) {
  const { id, at, kind, factor, key, organization, operator, address, browser } = entry;
  return {
    id,
    at: new Date(at).toISOString(),
    kind,
    ...(factor && { factor }),
    ...(key && { key }),
    ...(organization && { organization }),
    ...(operator?.reason !== undefined && { reason: operator.reason }),
    address,
    browser: shownClientProgram(browser),
  };
}
