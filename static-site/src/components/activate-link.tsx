import type { Requirement } from '../../../contract/api.ts';
import { methodTypes } from '../method-types.ts';
import { formatChoice, texts } from '../texts/index.ts';
import { Link } from './link.tsx';

interface ActivateLinkProps {
  requirements: readonly Requirement[];
  /** The page to come back to. */
  goOn: string;
  label?: string;
}

/** A link to the activation of a method that all these organizations accept, which then leads back. */
export function ActivateLink({ requirements, goOn, label = texts.signIn.toActivation }: ActivateLinkProps) {
  return (
    <Link href={activationPath(requirements)} class="button primary" state={{ goOn }}>
      {label}
    </Link>
  );
}

/** The page of an activation, with a method that all of them accept. */
export function activationPath(requirements: readonly Requirement[]): string {
  const chosen = acceptedBy(requirements);
  return `/account/mfa/activate${chosen.length === methodTypes.length ? '' : `?type=${chosen[0]}`}`;
}

/** The methods that all of them accept. If there are none, all methods, because one factor is then not enough. */
export function acceptedBy(requirements: readonly Requirement[]) {
  const accepted = methodTypes.filter((type) =>
    requirements.every(({ accept }) => accept === undefined || accept.includes(type)),
  );
  return accepted.length > 0 ? accepted : methodTypes;
}

/** `email or authenticator` */
export const acceptedWords = ({ accept = methodTypes }: Pick<Requirement, 'accept'>): string =>
  formatChoice(accept.map((type) => texts.methods[type]));
