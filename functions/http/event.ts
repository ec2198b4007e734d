import { isIP } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { digest } from '../../core/kernel/digest.ts';
import type { Host } from '../host.ts';

export type Event = APIGatewayProxyEventV2;

/**
 * The caller's network address: the one that CloudFront wrote, if the request has the secret header that only CloudFront
 * knows, otherwise the one that the API saw. No header that a client can set counts, and nothing that is not an address:
 * logs and mails show it.
 */
export function callerAddress(event: Event, host: Host): string {
  const viewer = isFromEdge(event, host) ? event.headers?.['x-viewer-address'] : undefined;
  return viewer !== undefined && isAddress(viewer) ? viewer : event.requestContext.http.sourceIp;
}

/** Without an IPv6 zone, such as `%eth0`: `isIP` accepts it, but it is a word of the sender's choice. */
const isAddress = (text: string) => isIP(text) > 0 && !text.includes('%');

/**
 * Whether the request came through CloudFront, by the secret that only CloudFront adds. A comparison of digests need not take the
 * same time: no one can choose a secret by what its digest begins with.
 */
export function isFromEdge(event: Event, host: Host): boolean {
  const accepted = host.environment['EDGE_SECRET_SHA256']?.split(',') ?? [];
  const given = event.headers?.['x-origin-secret'];
  return given !== undefined && accepted.includes(digest(given));
}
