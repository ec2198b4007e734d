import { Failure } from '../../cli/failure.ts';
import type { Aws } from '../aws/caller.ts';
import { explain, type Where } from '../aws/explain.ts';

/**
 * `problem`: it does not work, or is not safe. `warning`: it works, and something should be done. `unknown`: it could not be
 * found out, which is not the same as being well.
 */
export type Status = 'ok' | 'warning' | 'problem' | 'unknown';

export interface Finding {
  readonly check: string;
  readonly status: Status;
  /** What was found. */
  readonly detail: string;
  /** What to do about it. */
  readonly mend?: string;
}

export type Judgement = Omit<Finding, 'check'>;

export const ok = (detail: string): Judgement => ({ status: 'ok', detail });
export const problem = (detail: string, mend: string): Judgement => ({ status: 'problem', detail, mend });
export const warning = (detail: string, mend: string): Judgement => ({ status: 'warning', detail, mend });
export const unknown = (detail: string, mend?: string): Judgement => ({
  status: 'unknown',
  detail,
  ...(mend !== undefined && { mend }),
});

/** Makes a check of a judgement; one that fails itself has found nothing out. */
export async function finding(
  check: string,
  where: Where,
  judge: () => Promise<Judgement>,
): Promise<Finding> {
  try {
    return { check, ...(await judge()) };
  } catch (error) {
    const explained = explain(error, where);
    const { name, message } = (explained ?? error) as Error;
    return { check, ...unknown(explained instanceof Failure ? message : `${name}: ${message}`) };
  }
}

/** What only AWS itself can tell: an emulator's answer is its own invention. */
export async function ofAwsAlone(aws: Aws, found: Promise<Finding>): Promise<Finding> {
  const { check, detail } = await found;
  if (!aws.isEmulator) return found;
  return { check, ...unknown(`An emulator cannot tell. It says: ${detail}`) };
}
