import type { Invitation, Member, Membership } from '../../../contract/api.ts';
import type { Service } from '../../api/client.ts';
import { type Context, request } from '../../context.ts';
import { notFoundFailure, usageFailure } from '../../failure.ts';
import { texts } from '../../texts/index.ts';
import { inPages } from './member-pages.ts';

/** The path parameter for an organization. */
export const pathOf = ({ id }: Pick<Membership, 'id'>) => ({ orgID: id });

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** An organization of the account by its id, or by its name if only one has it. */
export async function chooseOrganization(service: Service, wanted: string): Promise<Membership> {
  const { organizations } = await request(service, 'GET /account');
  const byID = organizations.find(({ id }) => id === wanted);
  return (
    byID ??
    only(organizations, ({ name }) => isSame(name, wanted), {
      none: texts.organizations.unknown(wanted),
      several: texts.organizations.ambiguous(wanted),
      line: ({ id, role }) => `${id} (${role})`,
    })
  );
}

export function readMembers(
  output: Context['output'],
  service: Service,
  organization: Membership,
): Promise<readonly Member[]> {
  const path = pathOf(organization);
  const read = inPages((page) => request(service, 'GET /orgs/{orgID}/users', { path, query: page }));
  return output.waiting(texts.organizations.readingMembers, read);
}

/** A member by id, email address, or name if only one has it. */
export async function chooseMember(
  { output }: Context,
  service: Service,
  organization: Membership,
  wanted: string,
): Promise<Member> {
  const members = await readMembers(output, service, organization);
  const known = members.find(({ id, email }) => id === wanted || isSame(email, wanted));
  return (
    known ??
    only(members, ({ name }) => isSame(name, wanted), {
      none: texts.organizations.unknownMember(organization.name, organization.id, wanted),
      several: texts.organizations.ambiguousMember(wanted),
      line: ({ email }) => email,
    })
  );
}

/** An invitation by its id, or by its email address: the newest one that was neither accepted nor revoked. */
export async function chooseInvitation(
  service: Service,
  organization: Membership,
  wanted: string,
): Promise<Invitation> {
  const invitations = await request(service, 'GET /orgs/{orgID}/invites', { path: pathOf(organization) });
  const found =
    invitations.find(({ id }) => id === wanted) ??
    invitations.find((one) => isSame(one.email, wanted) && !one.consumed && !one.revoked);
  if (found) return found;
  throw notFoundFailure(texts.organizations.unknownInvitation(organization.name, organization.id, wanted));
}

function only<T>(
  candidates: readonly T[],
  isWanted: (candidate: T) => boolean,
  words: { readonly none: string; readonly several: string; readonly line: (candidate: T) => string },
): T {
  const found = candidates.filter(isWanted);
  const [first, ...others] = found;
  if (first === undefined) throw notFoundFailure(words.none);
  if (others.length === 0) return first;
  throw usageFailure([words.several, ...found.map((one) => `  ${words.line(one)}`)].join('\n'));
}
