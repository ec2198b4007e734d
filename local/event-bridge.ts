import { randomUUID } from 'node:crypto';
import { localAccount } from './emulators/authorize.ts';
import type { SentMail } from './emulators/index.ts';
import { matchesPattern } from './event-pattern.ts';
import type { Invoke } from './gateway/http-api.ts';
import { simulatedEvent } from './mail-events.ts';
import type { JsonObject } from './template/assembly.ts';
import type { Rule } from './template/rules.ts';

/** The longest delay of a Node timer. A rule with a longer period runs this often here. */
const longestTimerMilliseconds = 2 ** 31 - 1;

/** The event that EventBridge sends to the target of a scheduled rule. */
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
 * Runs the functions of scheduled rules, for the first time after one period. A function logs its own failures.
 * @returns a function that stops the schedules.
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

/** Runs the functions that handle bounces and complaints, for mail to SES's mailbox simulator. */
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
