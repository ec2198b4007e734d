import { randomUUID } from 'node:crypto';
import { localAccount } from './emulators/authorize.ts';
import type { SentMail } from './emulators/index.ts';
import { matchesPattern } from './event-pattern.ts';
import type { Invoke } from './gateway/http-api.ts';
import { simulatedEvent } from './mail-events.ts';
import type { JsonObject } from './template/assembly.ts';
import type { Rule } from './template/rules.ts';

/** The longest time that a timer of Node waits: a rarer rule runs that often here. */
const longestTimerMilliseconds = 2 ** 31 - 1;

/** What EventBridge hands to the target of a rule with a schedule. */
export function scheduledEvent(ruleArn: string, at: Date) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: localAccount.accountID,
    time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: localAccount.region,
    resources: [ruleArn],
    detail: {},
  };
}

/**
 * Runs the functions of rules that have a schedule, for the first time after one period. What a function says of its own
 * failure is in its log.
 * @returns ends it.
 */
export function startSchedules(
  rules: readonly Rule[],
  invoke: Invoke,
  onUnexpected: (error: unknown) => void,
): () => void {
  const timers = rules.flatMap(({ arn, functionArn, everyMilliseconds }) => {
    if (everyMilliseconds === undefined) return [];
    const run = () => invoke(functionArn, scheduledEvent(arn, new Date())).catch(onUnexpected);
    return [setInterval(run, Math.min(everyMilliseconds, longestTimerMilliseconds)).unref()];
  });
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** Runs the functions that wait for what became of a mail, where it went to SES's mailbox simulator. */
export function reportMail(
  rules: readonly Rule[],
  { recipients, configurationSet }: SentMail,
  invoke: Invoke,
  onUnexpected: (error: unknown) => void,
): void {
  if (configurationSet === undefined) return;
  for (const recipient of recipients) {
    const event = simulatedEvent({ recipient, configurationSet, at: new Date() });
    for (const { pattern, functionArn } of rules)
      if (event && pattern && matchesPattern(pattern, event as JsonObject))
        invoke(functionArn, event).catch(onUnexpected);
  }
}
