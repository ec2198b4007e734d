import { recordEntry } from '../accounts/security-log.ts';
import { type App, registerApp, removeApp } from '../apps/app.ts';
import type { Change } from '../kernel/change.ts';
import type { Random } from '../kernel/random.ts';
import { type Operator, operatorCircumstances, operatorSubject } from './operator-log.ts';

/** What operators do with apps. Only the operators' log has it: it is about no account. */
export const appEntryKinds = ['app-registered', 'app-removed'] as const;
export type AppEntryKind = (typeof appEntryKinds)[number];

interface Act {
  readonly operator: Operator;
  readonly now: number;
  readonly random: Random;
}

function recordAppEntry(app: App, kind: AppEntryKind, { operator, now, random }: Act): Change {
  const { id, name, audience } = app;
  const entry = { subject: operatorSubject, kind, details: { operator, app: { id, name, audience } } };
  return recordEntry(entry, operatorCircumstances(now), random);
}

/** Registers an app. If a condition fails, another app has its audience. */
export function registerByOperator(app: App, act: Act): readonly Change[] {
  return [...registerApp(app), recordAppEntry(app, 'app-registered', act)];
}

/** Removes an app. If a condition fails, it was removed already. */
export function removeByOperator(app: App, act: Act): readonly Change[] {
  return [...removeApp(app), recordAppEntry(app, 'app-removed', act)];
}
