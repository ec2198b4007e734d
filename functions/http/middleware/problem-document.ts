import { setting } from '../../host.ts';
import { problemOf, respondProblem } from '../respond.ts';
import type { Middleware } from './middleware.ts';

/** Answers an error with a problem document (RFC 9457). */
export const problemDocument: Middleware = {
  onError: (request) => {
    const origin = setting(request.context.host, 'PUBLIC_ORIGIN');
    request.response = respondProblem(problemOf(request.error), origin);
  },
};
