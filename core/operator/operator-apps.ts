import { type App, changeSecret, registerApp, removeApp, type SignInSettings } from '../apps/app.ts';
import type { Decision, LogEntry } from '../kernel/decision.ts';
import { type Operator, operatorSubject } from './operator-log.ts';

/** What operators do with apps. Only the operators' log has it: it is about no account. */
export const appEntryKinds = ['app-registered', 'app-secret-changed', 'app-removed'] as const;
export type AppEntryKind = (typeof appEntryKinds)[number];

function entryOf({ id, name, audience }: App, kind: AppEntryKind, operator: Operator): LogEntry {
  return { subject: operatorSubject, kind, details: { operator, app: { id, name, audience } } };
}

/** Registers an app. If a condition fails, another app has its audience. */
export function registerByOperator(app: App, operator: Operator): Decision {
  return {
    commit: registerApp(app),
    log: [entryOf(app, 'app-registered', operator)],
    notify: [],
    answer: undefined,
  };
}

/** Gives an app another secret. If the condition fails, it was removed. */
export function changeSecretByOperator(
  app: App,
  signIn: SignInSettings,
  secret: string,
  operator: Operator,
): Decision {
  return {
    commit: [changeSecret(app, signIn, secret)],
    log: [entryOf(app, 'app-secret-changed', operator)],
    notify: [],
    answer: undefined,
  };
}

/** Removes an app. If a condition fails, it was removed already. */
export function removeByOperator(app: App, operator: Operator): Decision {
  return {
    commit: removeApp(app),
    log: [entryOf(app, 'app-removed', operator)],
    notify: [],
    answer: undefined,
  };
}
