import { setting } from '../../host.ts';
import { refuse } from '../../refusal.ts';
import { presentedToken, wantsCookie } from '../session-token.ts';
import type { Middleware } from './middleware.ts';

/**
 * Requires the dashboard's own `Origin` for changes by cookie and for getting a cookie: no other site can make a browser
 * do these. @param readsSession whether the operation looks at sessions; otherwise a cookie that is sent has no effect.
 */
export function ownOrigin(readsSession: boolean): Middleware {
  return {
    before: ({ event, context }) => {
      const origin = event.headers?.['origin'];
      const own = setting(context.host, 'PUBLIC_ORIGIN');
      const isOwn = origin === own;
      const changes = !['GET', 'HEAD'].includes(event.requestContext.http.method);
      const byCookie = presentedToken(event).isCookie && readsSession;
      const isForeign =
        (changes && byCookie && !isOwn) || (wantsCookie(event) && origin !== undefined && !isOwn);
      if (isForeign) refuse('foreign-origin', { origin: own });
    },
  };
}
