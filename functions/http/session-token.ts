import { refuseField } from '../refusal.ts';
import type { Event } from './event.ts';

export const cookieName = '__Host-session';

interface PresentedToken {
  readonly token: string | undefined;
  readonly isCookie: boolean;
}

/**
 * The session token that a request presents: a bearer token, otherwise the cookie. An empty bearer token, which the CLI
 * sends while it is signed out, counts as none. @throws Refusal
 */
export function presentedToken(event: Event): PresentedToken {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(event.headers?.['authorization'] ?? '')?.[1];
  if (bearer) return { token: bearer, isCookie: false };
  const values = (event.cookies ?? [])
    .filter((cookie) => cookie.startsWith(`${cookieName}=`))
    .map((cookie) => cookie.slice(cookieName.length + 1));
  if (values.length > 1) refuseField('Cookie', 'two-session-cookies');
  return { token: values[0] || undefined, isCookie: values.length === 1 };
}

/** Whether the caller wants a new session as a cookie instead of a token in the body. */
export const wantsCookie = (event: Event): boolean => event.headers?.['x-session'] === 'cookie';
