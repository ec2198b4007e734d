import type { ProblemSlug } from '../../core/kernel/reasons.ts';

/** The problem types of RFC 9457 with their HTTP statuses and titles: a closed table. */
export const problemTypes = {
  validation: { status: 400, title: 'The request is invalid' },
  'invalid-credentials': { status: 401, title: 'The sign-in failed' },
  'signed-out': { status: 401, title: 'You are not signed in' },
  'insufficient-user-authentication': { status: 401, title: 'A stronger or more recent sign-in is required' },
  'mfa-required-by-organization': {
    status: 403,
    title: 'Your organization requires multi-factor authentication',
  },
  'step-up-required': { status: 403, title: 'Confirm that it is you' },
  forbidden: { status: 403, title: 'This is not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'This conflicts with the current state' },
  'challenge-expired': { status: 410, title: 'This code can no longer be used' },
  'unsupported-media-type': { status: 415, title: 'The request body must be JSON' },
  'invalid-code': { status: 422, title: 'The code is wrong' },
  'code-already-used': { status: 422, title: 'The code was already used' },
  'too-many-attempts': { status: 429, title: 'Too many attempts' },
  unavailable: { status: 503, title: 'The service is temporarily unavailable' },
} as const satisfies Readonly<Record<ProblemSlug, { readonly status: number; readonly title: string }>>;
