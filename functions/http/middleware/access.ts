import { accessRefusal } from '../../../core/sign-in/access.ts';
import { Refusal } from '../../refusal.ts';
import type { Step } from '../../steps.ts';
import type { Middleware } from './middleware.ts';

/** Refuses callers that the row of the operation excludes: without a session, of the wrong scope, or not fresh. */
export function access(row: Step): Middleware {
  return {
    before: ({ context }) => {
      const refused = accessRefusal(context.caller, row, context.now);
      if (refused) throw new Refusal(refused);
    },
  };
}
