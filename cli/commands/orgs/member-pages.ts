import type { Member } from '../../../contract/api.ts';

/** The most in one page. The last page is the first that is not full. */
export const pageOfMembers = 500;

export interface MemberPage {
  readonly limit: number;
  readonly cursor?: string;
}

/** All members, page by page, by name. */
export async function inPages<M extends Pick<Member, 'id' | 'name' | 'email'>>(
  readPage: (page: MemberPage) => Promise<readonly M[]>,
): Promise<readonly M[]> {
  const members: M[] = [];
  let page: readonly M[];
  do {
    const cursor = members.at(-1)?.id;
    page = await readPage({ limit: pageOfMembers, ...(cursor !== undefined && { cursor }) });
    members.push(...page);
  } while (page.length === pageOfMembers);
  return byName(members);
}

export const byName = <M extends Pick<Member, 'name' | 'email'>>(members: readonly M[]): M[] =>
  [...members].sort((a, b) => a.name.localeCompare(b.name) || a.email.localeCompare(b.email));
