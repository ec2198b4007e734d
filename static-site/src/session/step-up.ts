import type { Account, FactorType } from '../../../contract/api.ts';
import { startStepUp } from '../api/operations.ts';
import { Problem } from '../api/problem.ts';
import { acceptedBy } from '../components/activate-link.tsx';
import { createStore } from '../store.ts';

interface Proving {
  /** The methods that count; any, if absent. */
  readonly wanted?: readonly FactorType[] | undefined;
  proved(): void;
  cancelled(): void;
}

/** The step-up that is waiting for a proof, if any. `StepUpDialog` shows it. */
export const proving = createStore<Proving | undefined>(undefined);

/**
 * Runs an action that may need a fresh session. If the API answers `step-up-required`, the user proves a factor in a
 * dialog, and the action runs again, so that nothing typed is lost. For an account without a factor the proof is the
 * password, which is not asked for again if it was just typed.
 */
export async function withStepUp<Answer>(action: () => Promise<Answer>, password?: string): Promise<Answer> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Problem) || error.slug !== 'step-up-required') throw error;
    await (password === undefined ? prove() : startStepUp(password));
    return action();
  }
}

/** Whether the account has an accepted factor, and only this session was made without it. */
export function canProve({ mfa }: Account, problem: Problem): boolean {
  const wanted = acceptedBy(problem.organizations);
  return problem.is('mfa-required') && mfa.factors.some(({ type }) => wanted.includes(type));
}

/** Runs an action that takes a method that an organization accepts; the user proves one in a dialog if the account has it. */
export async function withAcceptedMethod<Answer>(
  account: Account,
  action: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Problem) || !canProve(account, error)) throw error;
    await prove(acceptedBy(error.organizations));
    return action();
  }
}

/** Asks the user to prove a factor in a dialog. The session then counts as made with it. */
export function prove(wanted?: readonly FactorType[]): Promise<void> {
  return new Promise((resolve, reject) => {
    proving.set({
      wanted,
      proved: () => {
        proving.set(undefined);
        resolve();
      },
      cancelled: () => {
        proving.set(undefined);
        reject(new Problem('cancelled'));
      },
    });
  });
}
