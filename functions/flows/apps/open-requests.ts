import {
  type AuthorizationRequest,
  grantKey,
  isOpen,
  requestKind,
} from '../../../core/apps/authorization-request.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import { refuse } from '../../refusal.ts';

/** The request of an app that waits for its user. @throws Refusal if it is over, or another browser's */
export async function openRequest(
  requestID: string,
  holdsCookie: boolean,
  { store, host }: { readonly store: Store; readonly host: Host },
): Promise<AuthorizationRequest> {
  // Without the cookie, nothing is looked up.
  const key = grantKey(requestKind, requestID);
  const [request] = holdsCookie ? await store.read<[AuthorizationRequest]>({ table: 'grants', key }) : [];
  return isOpen(request, holdsCookie, host.now()) ? request : refuse('authorization-over');
}
