import { Failure } from '../../cli/failure.ts';
import { explain, type Target } from '../aws/explain.ts';

/**
 * `problem`: something does not work, or is not safe. `warning`: it works, but something should be done. `unknown`: the check
 * could not run.
 */
export type Status = 'ok' | 'warning' | 'problem' | 'unknown';

/** The outcome of one check. */
export interface Finding {
  readonly check: string;
  readonly status: Status;
  readonly detail: string;
  /** What to do about it. */
  readonly fix?: string;
}

export type Judgement = Omit<Finding, 'check'>;

export const ok = (detail: string): Judgement => ({ status: 'ok', detail });
export const problem = (detail: string, fix: string): Judgement => ({ status: 'problem', detail, fix });
export const warning = (detail: string, fix: string): Judgement => ({ status: 'warning', detail, fix });
export const unknown = (detail: string, fix?: string): Judgement => ({
  status: 'unknown',
  detail,
  ...(fix !== undefined && { fix }),
});

/** Runs a check. One that fails is reported as `unknown`, with the reason. */
export async function runCheck(
  check: string,
  target: Target,
  judge: () => Promise<Judgement>,
): Promise<Finding> {
  try {
    return { check, ...(await judge()) };
  } catch (error) {
    const explained = await explain(error, target);
    const { name, message } = explained as Error;
    return { check, ...unknown(explained instanceof Failure ? message : `${name}: ${message}`) };
  }
}

/** For what only AWS itself can say: what an emulator answers about it is reported as `unknown`. */
export async function unlessEmulated(isEmulated: () => boolean, running: Promise<Finding>): Promise<Finding> {
  const found = await running;
  if (!isEmulated()) return found;
  return {
    check: found.check,
    ...unknown(`This is an emulator, which cannot tell. It says: ${found.detail}`),
  };
}
