/** An error response of DynamoDB. Errors of dynalite have the same form. */
export class ServiceError extends Error {
  readonly statusCode = 400;
  readonly body: Record<string, unknown>;

  constructor(type: string, message: string, more: Record<string, unknown> = {}) {
    super(message);
    this.body = { __type: type, message, ...more };
  }
}

const namespace = 'com.amazonaws.dynamodb.v20120810';

export const validationError = (message: string) =>
  new ServiceError('com.amazon.coral.validate#ValidationException', message);
export const dynamoError = (name: string, message: string, more?: Record<string, unknown>) =>
  new ServiceError(`${namespace}#${name}`, message, more);

export function isServiceError(
  error: unknown,
): error is { statusCode: number; body: Record<string, unknown> } {
  return typeof (error as { statusCode?: unknown } | null)?.statusCode === 'number';
}

/** The short name of an error's type, for example `ConditionalCheckFailedException`. */
export function errorName(error: { body: Record<string, unknown> }): string {
  return String(error.body['__type']).replace(/^.*#/, '');
}
