import { type Acr, acrs } from '../../core/factors/factor.ts';
import type { RequiredAssurance } from '../../core/sign-in/assurance.ts';
import { refuseField } from '../refusal.ts';

/** The query with which an app says what it requires of the session. The names are those of OpenID Connect. */
export const assuranceQuery = {
  acr: {
    description: 'The weakest authentication context class that is accepted',
    schema: { type: 'string', enum: acrs },
  },
  max_age: {
    description: 'How many seconds ago the user may have proved it at most',
    schema: { type: 'integer', minimum: 0, maximum: 86_400 },
  },
} as const;

export function readAssurance(query: Readonly<Record<string, string | undefined>>): RequiredAssurance {
  return { acr: readAcr(query['acr']), maxAgeSeconds: readMaxAge(query['max_age']) };
}

function readAcr(text: string | undefined): Acr | undefined {
  if (text === undefined) return undefined;
  return acrs.find((acr) => acr === text) ?? refuseField('acr', 'acr-unknown', { acrs });
}

function readMaxAge(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const { maximum } = assuranceQuery.max_age.schema;
  if (/^\d{1,5}$/.test(text) && Number(text) <= maximum) return Number(text);
  return refuseField('max_age', 'max-age-invalid', { maximum });
}
