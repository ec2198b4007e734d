/** Replaces `@aws-sdk/client-kms` in the bundles of the functions, as dynamodb.ts does for DynamoDB. */
import type * as sdk from '@aws-sdk/client-kms';
import { jsonProtocol } from './json-protocol.ts';
import { type ClientOptions, Command, ServiceClient } from './service-client.ts';

export class KMSClient extends ServiceClient {
  constructor(options: ClientOptions = {}) {
    super(protocol, options);
  }
}

export class DecryptCommand extends Command<sdk.DecryptCommandInput, sdk.DecryptCommandOutput> {
  readonly operation = 'Decrypt';

  override get isRepeatable(): boolean {
    return true;
  }
}

export class DescribeKeyCommand extends Command<sdk.DescribeKeyCommandInput, sdk.DescribeKeyCommandOutput> {
  readonly operation = 'DescribeKey';

  override get isRepeatable(): boolean {
    return true;
  }
}

export class GenerateDataKeyCommand extends Command<
  sdk.GenerateDataKeyCommandInput,
  sdk.GenerateDataKeyCommandOutput
> {
  readonly operation = 'GenerateDataKey';

  /** Each time another key, and nothing remains of those that nobody got. */
  override get isRepeatable(): boolean {
    return true;
  }
}

/** The fields that are text in base64 on the wire. */
const binaryFields = new Set(['CiphertextBlob', 'Plaintext']);

const protocol = jsonProtocol(
  { id: 'KMS', hostPrefix: 'kms', signingName: 'kms' },
  {
    version: '1.1',
    target: 'TrentService',
    decode: (text) =>
      JSON.parse(text, (name, value) =>
        binaryFields.has(name) && typeof value === 'string'
          ? new Uint8Array(Buffer.from(value, 'base64'))
          : value,
      ),
  },
);
