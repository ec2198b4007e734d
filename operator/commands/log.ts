import { localTime } from '../../cli/terminal/printable.ts';
import type { App } from '../../core/apps/app.ts';
import type { AppEntryKind } from '../../core/operator/operator-apps.ts';
import { type OperatorLogEntry, operatorSubject } from '../../core/operator/operator-log.ts';
import type { Context } from '../context.ts';

/** An entry about an account, or about an app. */
type Entry = Omit<OperatorLogEntry, 'kind'> & {
  readonly kind: OperatorLogEntry['kind'] | AppEntryKind;
  readonly app?: Pick<App, 'id' | 'name' | 'audience'>;
};

/** Lists what operators did, newest first. */
export async function run({ output, stage }: Context, limit: number): Promise<void> {
  const page = await stage.store.list<Entry>(
    'events',
    { subject: operatorSubject },
    { newestFirst: true, limit },
  );
  const events = page.rows.map(({ at, kind, account, app, operator }) => ({
    at: new Date(at).toISOString(),
    kind,
    account: account ?? '',
    ...(app && { app }),
    by: operator.who,
    ...(operator.reason !== undefined && { reason: operator.reason }),
  }));
  if (output.isJson) return output.json({ events });
  if (events.length === 0) return output.note('No operator has changed an account or an app yet.');
  const rows = events.map(({ at, kind, account, app, by, reason = '' }) => [
    localTime(at),
    kind,
    app?.name ?? account,
    by,
    reason,
  ]);
  await output.table(['WHEN', 'WHAT', 'ACCOUNT OR APP', 'BY', 'REASON'], rows);
}
