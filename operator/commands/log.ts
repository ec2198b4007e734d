import { localTime } from '../../cli/terminal/printable.ts';
import { type OperatorLogEntry, operatorSubject } from '../../core/operator/operator-log.ts';
import type { Context } from '../context.ts';

/** Lists what operators did, newest first. */
export async function run({ output, stage }: Context, limit: number): Promise<void> {
  const page = await stage.store.list<OperatorLogEntry>(
    'events',
    { subject: operatorSubject },
    { newestFirst: true, limit },
  );
  const events = page.rows.map(({ at, kind, account, operator }) => ({
    at: new Date(at).toISOString(),
    kind,
    account: account ?? '',
    by: operator.who,
    ...(operator.reason !== undefined && { reason: operator.reason }),
  }));
  if (output.isJson) return output.json({ events });
  if (events.length === 0) return output.note('No operator has changed an account yet.');
  const rows = events.map(({ at, kind, account, by, reason = '' }) => [
    localTime(at),
    kind,
    account,
    by,
    reason,
  ]);
  await output.table(['WHEN', 'WHAT', 'ACCOUNT', 'BY', 'REASON'], rows);
}
