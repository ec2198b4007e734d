import { getProfileName, parseKnownFiles } from '@smithy/core/config';

/** What AWS's configuration files say about how a profile gets its credentials; `none` if they name no way. */
export type CredentialSource = 'keys' | 'login' | 'none' | 'process' | 'role' | 'sso' | 'web-identity';

export interface Profile {
  readonly name: string;
  /** The profile that signs in: the one itself, or the one at the end of its chain of `source_profile`. */
  readonly signInName: string;
  /** How `signInName` gets its credentials; undefined if the configuration files have no such profile. */
  readonly source: CredentialSource | undefined;
  /** The names of all profiles in the configuration files. */
  readonly known: readonly string[];
}

/** The setting by which a profile names its source, in the order in which the SDK decides. */
const settings: readonly (readonly [string, CredentialSource])[] = [
  ['credential_source', 'role'],
  ['aws_access_key_id', 'keys'],
  ['web_identity_token_file', 'web-identity'],
  ['credential_process', 'process'],
  ['sso_session', 'sso'],
  ['sso_start_url', 'sso'],
  ['login_session', 'login'],
];

/** Reads the profile that the SDK uses: the one in AWS_PROFILE, otherwise `default`. */
export async function readProfile(): Promise<Profile> {
  const sections = await parseKnownFiles({});
  const name = getProfileName({});
  const visited: string[] = [];
  for (let next: string | undefined = name; next !== undefined && !visited.includes(next); ) {
    visited.push(next);
    next = sections[next]?.['source_profile'];
  }
  const signInName = visited.at(-1) ?? name;
  const section = sections[signInName];
  return {
    name,
    signInName,
    source: section && (settings.find(([setting]) => section[setting] !== undefined)?.[1] ?? 'none'),
    known: Object.keys(sections).filter((one) => !/^(services|sso-session)\./.test(one)),
  };
}
