/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundles. Lambda puts the role's credentials in the environment, where
 * the SDK's own chain looks first too; the rest of that chain (profiles, single sign-on, instance metadata) would
 * only be imported, which is most of the import time of an AWS client.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
