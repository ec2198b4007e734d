import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { type Host, setting } from '../host.ts';
import { clientOptions } from './client-options.ts';

/** A KMS key, and the state that it is in. */
export interface KmsKey {
  readonly arn: string;
  /** As KMS names it, such as `PendingDeletion`, or `NotFound`. */
  readonly state: string;
}

/** The KMS keys of the stage, themselves: what they wrap is the keyring's. */
export interface KmsKeys {
  /** Those that cannot be used now. */
  readonly unusable: () => Promise<readonly KmsKey[]>;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html: in these states a key can be used. */
const usableStates: readonly string[] = ['Enabled', 'Updating'];

export function kmsKeys(host: Host): KmsKeys {
  const client = new KMSClient(clientOptions(host));
  const arns = setting(host, 'KMS_KEY_ARNS').split(',');
  const stateOf = async (arn: string): Promise<string> => {
    try {
      const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: arn }));
      return KeyMetadata?.KeyState ?? 'Unknown';
    } catch (error) {
      if (error instanceof Error && error.name === 'NotFoundException') return 'NotFound';
      throw error;
    }
  };
  return {
    unusable: async () => {
      const keys = await Promise.all(arns.map(async (arn) => ({ arn, state: await stateOf(arn) })));
      return keys.filter(({ state }) => !usableStates.includes(state));
    },
  };
}
