import { Busy } from '../../../core/kernel/busy.ts';
import { errorLine } from '../../error-line.ts';
import { Refusal } from '../../refusal.ts';
import type { Middleware } from './middleware.ts';

/** Logs the errors that are failures of the service. A refusal is an answer, and is only counted. */
export const errorLog: Middleware = {
  onError: ({ error, context }) => {
    if (error instanceof Refusal || error instanceof Busy) return;
    console.error(errorLine(context.host, error));
  },
};
