import { setting } from '../../host.ts';
import { refuse } from '../../refusal.ts';
import { isFromEdge } from '../event.ts';
import type { Middleware } from './middleware.ts';

/**
 * Refuses a request that did not come through CloudFront, if the stage has a firewall: the firewall is in front of
 * CloudFront, and API Gateway's own address, where it cannot be closed, would lead past it.
 */
export const edgeOnly: Middleware = {
  before: ({ event, context: { host } }) => {
    if (host.environment['EDGE_ONLY'] === 'true' && !isFromEdge(event, host))
      refuse('not-through-edge', { origin: setting(host, 'PUBLIC_ORIGIN') });
  },
};
