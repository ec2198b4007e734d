import type { Requirement } from '../../../contract/api.ts';
import { methodTypes } from '../method-types.ts';
import { formatChoice, texts } from '../texts/index.ts';
import { Link } from './link.tsx';

interface ActivateLinkProps {
  demands: readonly Requirement[];
  /** The page to come back to. */
  goOn: string;
  label?: string;
}

/** The way to the activation of a method that all these organizations accept, and back. */
export function ActivateLink({ demands, goOn, label = texts.signIn.toActivation }: ActivateLinkProps) {
  const chosen = acceptedBy(demands);
  const type = chosen.length === methodTypes.length ? '' : `?type=${chosen[0]}`;
  return (
    <Link href={`/account/mfa/activate${type}`} class="button primary" state={{ goOn }}>
      {label}
    </Link>
  );
}

/** The methods that all of them accept; all methods where there is no such one, for then one alone is not enough. */
export function acceptedBy(demands: readonly Requirement[]) {
  const accepted = methodTypes.filter((type) =>
    demands.every(({ accept }) => accept === undefined || accept.includes(type)),
  );
  return accepted.length > 0 ? accepted : methodTypes;
}

/** `email or authenticator` */
export const acceptedWords = ({ accept = methodTypes }: Pick<Requirement, 'accept'>): string =>
  formatChoice(accept.map((type) => texts.methods[type]));
