/**
 * Replaces `@aws-sdk/client-dynamodb` in the bundles of the functions (lib/build/functions.ts). Names, types and errors are
 * those of the SDK.
 */
import type * as sdk from '@aws-sdk/client-dynamodb';
import { type ErrorBody, jsonProtocol } from './json-protocol.ts';
import { type ClientOptions, Command, ServiceClient } from './service-client.ts';
import { type Metadata, ServiceError } from './service-error.ts';

export class DynamoDBClient extends ServiceClient {
  constructor(options: ClientOptions = {}) {
    super(protocol, options);
  }
}

abstract class Read<Input, Output> extends Command<Input, Output> {
  override get isRepeatable(): boolean {
    return true;
  }
}

export class BatchGetItemCommand extends Read<sdk.BatchGetItemCommandInput, sdk.BatchGetItemCommandOutput> {
  readonly operation = 'BatchGetItem';
}

export class QueryCommand extends Read<sdk.QueryCommandInput, sdk.QueryCommandOutput> {
  readonly operation = 'Query';
}

export class PutItemCommand extends Command<sdk.PutItemCommandInput, sdk.PutItemCommandOutput> {
  readonly operation = 'PutItem';

  /** With a condition, a row is written once at most: the store's conditions for new rows accept their own row. */
  override get isRepeatable(): boolean {
    return this.input.ConditionExpression !== undefined;
  }
}

export class UpdateItemCommand extends Command<sdk.UpdateItemCommandInput, sdk.UpdateItemCommandOutput> {
  readonly operation = 'UpdateItem';
}

export class DeleteItemCommand extends Command<sdk.DeleteItemCommandInput, sdk.DeleteItemCommandOutput> {
  readonly operation = 'DeleteItem';
}

export class TransactWriteItemsCommand extends Command<
  sdk.TransactWriteItemsCommandInput,
  sdk.TransactWriteItemsCommandOutput
> {
  readonly operation = 'TransactWriteItems';

  /** DynamoDB carries out a transaction with a token once. */
  override get isRepeatable(): boolean {
    return this.input.ClientRequestToken !== undefined;
  }
}

export class ConditionalCheckFailedException extends ServiceError {
  readonly Item?: Record<string, sdk.AttributeValue>;

  constructor(message: string, metadata: Metadata, { Item }: ErrorBody) {
    super('ConditionalCheckFailedException', message, metadata);
    if (Item) this.Item = Item as Record<string, sdk.AttributeValue>;
  }
}

export class TransactionCanceledException extends ServiceError {
  readonly CancellationReasons?: sdk.CancellationReason[];

  constructor(message: string, metadata: Metadata, { CancellationReasons }: ErrorBody) {
    super('TransactionCanceledException', message, metadata);
    if (CancellationReasons) this.CancellationReasons = CancellationReasons as sdk.CancellationReason[];
  }
}

export class TransactionConflictException extends ServiceError {
  constructor(message: string, metadata: Metadata) {
    super('TransactionConflictException', message, metadata);
  }
}

const errors = {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
};

function errorOf(name: string, message: string, metadata: Metadata, body: ErrorBody): ServiceError {
  if (!Object.hasOwn(errors, name)) return new ServiceError(name, message, metadata);
  return new errors[name as keyof typeof errors](message, metadata, body);
}

const protocol = jsonProtocol(
  { id: 'DYNAMODB', hostPrefix: 'dynamodb', signingName: 'dynamodb' },
  { version: '1.0', target: 'DynamoDB_20120810', decode, errorOf },
);

/**
 * Text under the name `B`, and a list under the name `BS`, are binary values: under the name of an attribute, and in every
 * other place, there is an object.
 */
function decode(text: string): object {
  if (!/"BS?"\s*:/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (name, value) => {
    if (name === 'B' && typeof value === 'string') return new Uint8Array(Buffer.from(value, 'base64'));
    if (name === 'BS' && Array.isArray(value))
      return value.map((one: string) => new Uint8Array(Buffer.from(one, 'base64')));
    return value;
  });
}
