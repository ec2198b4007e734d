import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { Keys } from '../constructs/keys.ts';
import { Tables } from '../constructs/tables.ts';
import type { StageNames } from '../names.ts';
import type { Settings } from '../settings.ts';

export interface DataStackProps extends StackProps {
  readonly settings: Settings;
  readonly names: StageNames;
  /** Keys from the keys stack, which exist already because other regions need them too. */
  readonly keys: Keys | undefined;
}

/** What must survive every deployment: the tables and the KMS keys. */
export class DataStack extends Stack {
  readonly secretsKey: IKey;
  readonly storageKey: IKey | undefined;

  constructor(scope: Construct, id: string, { settings, names, keys: given, ...props }: DataStackProps) {
    super(scope, id, { ...props, stackName: names.stack('data') });
    const keys =
      given ??
      new Keys(this, 'Keys', {
        names,
        storage: settings.customerStorageKey,
        rotationDays: settings.keyRotationDays,
        multiRegion: false,
      });
    new Tables(this, 'Tables', { names, key: keys.storage, replicas: settings.replicas ?? [] });
    // Stages that were deployed before the reference became weak still import it.
    if (!given && keys.storage) this.exportValue(keys.storage.keyArn);
    this.secretsKey = keys.secrets;
    this.storageKey = keys.storage;
  }
}
