/**
 * Replaces `@aws-sdk/credential-provider-node` in the bundles. Lambda puts the credentials of the role in the environment, where the
 * SDK's default chain looks first as well. The rest of that chain (profiles, SSO, instance metadata) would be imported for nothing,
 * and takes most of the import time of an AWS client.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
