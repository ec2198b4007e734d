import type { AdapterPayload } from 'oidc-provider';
import type { App } from '../../../../core/apps/app.ts';
import { isNative } from '../../../../core/apps/redirect-uri.ts';

/** An app in the words of OpenID Connect; undefined if nobody signs in to it. Its secret is the digest of the real one. */
export function clientMetadata({ id, name, signIn }: App): AdapterPayload | undefined {
  if (!signIn) return undefined;
  const { kind, redirectURIs, secretDigest } = signIn;
  return {
    client_id: id,
    client_name: name,
    application_type: isNative(kind, redirectURIs) ? 'native' : 'web',
    redirect_uris: [...redirectURIs],
    response_types: ['code'],
    // A page with a form, which another one of these would be, would be a page of ours with a script in it.
    response_modes: ['query'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: kind === 'public' ? 'none' : 'client_secret_basic',
    ...(secretDigest !== undefined && { client_secret: secretDigest }),
  };
}
