import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { equalInConstantTime } from '../../core/kernel/digest.ts';
import type { Host } from '../host.ts';

export type Event = APIGatewayProxyEventV2;

/**
 * The caller's address: what CloudFront wrote, trusted only beside the secret header that CloudFront alone knows;
 * else the one the API saw. No header that a client can set counts.
 */
export function callerAddress(event: Event, host: Host): string {
  const secrets = [host.environment['EDGE_SECRET'], host.environment['EDGE_SECRET_PREVIOUS']];
  const given = event.headers?.['x-origin-secret'];
  const isFromEdge =
    given !== undefined && secrets.some((secret) => secret && equalInConstantTime(given, secret));
  const viewer = isFromEdge ? event.headers?.['x-viewer-address'] : undefined;
  return viewer ?? event.requestContext.http.sourceIp;
}
