import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { Keys } from '../constructs/keys.ts';
import { ReplicaKey } from '../constructs/replica-key.ts';
import type { StageNames } from '../names.ts';
import type { Settings } from '../settings.ts';

export interface KeysStackProps extends StackProps {
  readonly settings: Settings;
  readonly names: StageNames;
}

/** The KMS keys of tables with replicas: every region needs them before it gets a table. */
export class KeysStack extends Stack {
  readonly keys: Keys;

  constructor(scope: Construct, id: string, { settings, names, ...props }: KeysStackProps) {
    super(scope, id, { ...props, stackName: names.stack('keys') });
    this.keys = new Keys(this, 'Keys', {
      names,
      storage: settings.customerStorageKey,
      rotationDays: settings.keyRotationDays,
      multiRegion: true,
    });
  }
}

export interface ReplicaKeysStackProps extends StackProps {
  readonly names: StageNames;
  readonly primary: { readonly secrets: IKey; readonly storage: IKey | undefined };
}

/** The replicas of the KMS keys in another region. */
export class ReplicaKeysStack extends Stack {
  constructor(scope: Construct, id: string, { names, primary, ...props }: ReplicaKeysStackProps) {
    super(scope, id, { ...props, stackName: names.stack('keys') });
    new ReplicaKey(this, 'Secrets', { primary: primary.secrets, alias: names.keyAlias('secrets') });
    if (primary.storage)
      new ReplicaKey(this, 'Storage', { primary: primary.storage, alias: names.keyAlias('storage') });
  }
}
