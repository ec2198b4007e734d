import { usageFailure } from './failure.ts';
import { texts } from './texts/index.ts';

/**
 * The token in a link from a mail: behind `#token=`, where no server sees it.
 * @param page the path that the link has
 * @throws Failure if it is another link, or of another server
 */
export function tokenOfLink(text: string, server: string, page: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.origin !== server)
    throw usageFailure(texts.organizations.invitation.otherServer(url.origin, server));
  const token = new URLSearchParams(url?.hash.slice(1)).get('token');
  if (url?.pathname !== page || !token || !/^[\w.-]+$/.test(token))
    throw usageFailure(texts.links.other(page));
  return token;
}
