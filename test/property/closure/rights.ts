import type { FactorType } from '../../../core/factors/factor.ts';
import type { Organization } from '../../../core/organizations/organization.ts';
import type { World } from './world.ts';

/*
 * What the attacker may do, worked out from what they had at the beginning and not from what the service answers.
 */

/** The victim's factors that the attacker can prove: as a fact of the beginning. */
function provable({ begin, has }: World): readonly FactorType[] {
  const needs = { email: 'mailbox', authenticator: 'authenticator', passkey: 'passkey' } as const;
  return begin.factors.filter((type) => has(needs[type]));
}

/** Whether the attacker has what comes before the second factor: a passkey is both. */
const hasPrimary = (world: World) =>
  (['password', 'mailbox', 'ssh key'] as const).some(world.has) || provable(world).includes('passkey');

/** The factors of the victim that the organization's requirement accepts, if it counts. */
function acceptedOfVictim(world: World, organization: Organization | undefined, isUpcomingToo: boolean) {
  const { begin, service } = world;
  if (!organization?.mfaRequired) return [];
  const isInForce = organization.mfaDeadline === undefined || organization.mfaDeadline <= service.clock.now;
  if (!isInForce && !isUpcomingToo) return [];
  return begin.factors.filter((type) => organization.mfaAccept.includes(type));
}

/** Whether a session of the victim in the attacker's hands may see the organization. */
export function maySeeOrganization(world: World, organization: Organization | undefined): boolean {
  const { begin, has, lost } = world;
  if (lost === 'reset') return true;
  if (lost === 'undone') return !world.mustBeConfirmed || has('owner account');
  const accepted = acceptedOfVictim(world, organization, false);
  const [preferred] = begin.factors;
  const isStolen = has('dashboard session') || has('cli session');
  if (accepted.length > 0)
    return (
      (hasPrimary(world) && provable(world).some((type) => accepted.includes(type))) ||
      (isStolen && preferred !== undefined && accepted.includes(preferred)) ||
      (isStolen && provable(world).some((type) => accepted.includes(type)))
    );
  // Where nothing is required, the password alone signs in at a trusted device.
  if (isStolen || (has('device') && has('password'))) return true;
  return hasPrimary(world) && (begin.factors.length === 0 || provable(world).length > 0);
}

/** Whether the attacker may change the victim's factors, or the organization in the victim's name. */
export function mayActAsVictim(world: World, organization: Organization | undefined): boolean {
  const { begin, has, lost } = world;
  if (lost === 'reset') return true;
  if (lost === 'undone') return !world.mustBeConfirmed || has('owner account');
  if (begin.factors.length === 0) return has('password') || has('mailbox') || has('ssh key');
  const isIn = hasPrimary(world) || has('dashboard session') || has('cli session');
  const accepted = acceptedOfVictim(world, organization, true);
  const wanted = accepted.length > 0 ? accepted : begin.factors;
  return isIn && provable(world).some((type) => wanted.includes(type));
}

/** The same for factors alone: after an undo the account is as it was before its first factor. */
export function mayChangeFactors(world: World, organization: Organization | undefined): boolean {
  if (world.lost !== undefined) return true;
  if (world.begin.factors.length === 0) return world.has('password') || world.has('mailbox');
  return mayActAsVictim(world, organization);
}

/** Whether an undo of the victim's factors would have to be confirmed by an owner of the organization (rule 8). */
export function mustBeConfirmed({ begin, victim }: World, organization: Organization): boolean {
  const hasOtherOwner = organization.owners.some((id) => id !== victim.id);
  const isOwner = organization.owners.includes(victim.id);
  const isRelied =
    organization.mfaRequired && organization.mfaAccept.some((type) => begin.factors.includes(type));
  return hasOtherOwner && (isOwner || isRelied);
}
