import type { Context } from 'aws-lambda';

/** As early as middy ends an operation that takes too long: enough for answering before Lambda stops the function. */
const marginMilliseconds = 5;

/**
 * Waits for a call in a middleware, but not longer than the invocation may take: the caller then gets a problem document
 * rather than API Gateway's own error. middy does the same for the operation alone. @throws Error named `TimeoutError`
 */
export async function beforeTimeout<T>(context: Context, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const fail = () =>
      reject(Object.assign(new Error('the invocation ran out of time'), { name: 'TimeoutError' }));
    timer = setTimeout(fail, context.getRemainingTimeInMillis() - marginMilliseconds);
  });
  try {
    return await Promise.race([call, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
