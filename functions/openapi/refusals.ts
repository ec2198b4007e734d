import type * as z from 'zod/v4/core';
import { isReason, type Reason } from '../../core/kernel/reasons.ts';
import type { AnyStep } from '../http/step.ts';
import type { Step } from '../steps.ts';

/** Every reason for which an operation may refuse: `own`, and those that follow from its row, its body and its session. */
export function refusalsOf(row: Step, step: AnyStep, own: readonly Reason[] = []): readonly Reason[] {
  return [
    ...new Set([
      ...ofSession(row, step),
      ...ofBody(step),
      ...own,
      ...(usesStore(row) ? ['busy' as const] : []),
    ]),
    'internal-error',
  ];
}

const usesStore = ({ tables }: Step): boolean => Object.keys(tables).length > 0;

function ofSession(row: Step, step: AnyStep): readonly Reason[] {
  const readsSession = row.caller !== 'anyone' || step.readsSession === true;
  const setsSession = step.headers !== undefined && 'X-Session' in step.headers;
  const changes = row.method !== 'GET';
  return [
    'not-through-edge',
    ...(readsSession ? (['two-session-cookies'] as const) : []),
    ...((readsSession && changes) || setsSession ? (['foreign-origin'] as const) : []),
    ...(row.caller !== 'anyone' ? (['signed-out'] as const) : []),
    ...(row.caller === 'signed-in' || row.caller === 'enrolling' ? (['mfa-required'] as const) : []),
    ...(row.caller === 'signed-in' ? (['confirmation-awaited'] as const) : []),
    ...(row.mail && readsSession ? (['mails-of-account-spent'] as const) : []),
    ...(row.freshness === 'fresh' ? (['confirmation-needed'] as const) : []),
  ];
}

function ofBody({ body, bodyIsOptional }: AnyStep): readonly Reason[] {
  if (!body) return [];
  return [
    'body-media-type',
    ...(bodyIsOptional ? [] : (['body-missing'] as const)),
    'body-too-large',
    'body-not-json',
    'body-not-object',
    'body-field-twice',
    'invalid-request',
    ...ofSchema(body),
  ];
}

/** The reasons in the rules of a schema; see functions/http/fields.ts. */
function ofSchema(schema: z.$ZodType): readonly Reason[] {
  const { def } = (schema as z.$ZodTypes)._zod;
  const parts: readonly z.$ZodType[] =
    def.type === 'object'
      ? Object.values(def.shape)
      : def.type === 'array'
        ? [def.element]
        : def.type === 'optional' || def.type === 'nullable'
          ? [def.innerType]
          : def.type === 'pipe'
            ? [def.in]
            : [];
  const isNeeded = def.type === 'object' && parts.some((part) => part._zod.optin === undefined);
  const rules = [def, ...(def.checks ?? []).map((check) => check._zod.def)];
  const named = rules.map((rule) =>
    (rule.error as z.$ZodErrorMap | undefined)?.({ code: 'custom', input: undefined }),
  );
  return [
    ...(isNeeded ? (['field-missing'] as const) : []),
    ...named.filter(isReason),
    ...parts.flatMap((part) => ofSchema(part)),
  ];
}
