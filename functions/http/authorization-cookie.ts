import { authorizationSeconds } from '../../core/apps/authorization-request.ts';
import type { Event } from './event.ts';

/*
 * An app's request belongs to the browser that the app sent here: the browser has a cookie for it. The prefix of its name keeps
 * other hosts of the same domain from setting it.
 */

const nameOf = (requestID: string) => `__Host-authorization-${requestID}`;
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/** The ids of requests, as the protocol's library makes them. */
export const isRequestID = (text: string): boolean => /^[\w-]{1,60}$/.test(text);

export function holdsCookieOf({ cookies = [] }: Event, requestID: string): boolean {
  return isRequestID(requestID) && cookies.includes(`${nameOf(requestID)}=${requestID}`);
}

export const authorizationCookie = (requestID: string): string =>
  `${nameOf(requestID)}=${requestID}; Max-Age=${authorizationSeconds}; ${attributes}`;

export const removedAuthorizationCookie = (requestID: string): string =>
  `${nameOf(requestID)}=; Max-Age=0; ${attributes}`;
