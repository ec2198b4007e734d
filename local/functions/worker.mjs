// @ts-check
// Runs in a worker_thread and emulates the Lambda runtime for one function. Plain JavaScript, so that a worker does not need
// a loader and starts in a few milliseconds.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * @typedef {{ id: number, event: string, requestID: string, deadlineAt: number }} Invocation
 */

const { modulePath, handlerName, functionName, functionArn, memoryMegabytes } = workerData;

const { [handlerName]: handler } = await import(pathToFileURL(modulePath).href);
if (typeof handler !== 'function') throw new TypeError(`${modulePath} exports no function ${handlerName}`);

/** @param {Invocation} invocation */
const contextOf = ({ requestID, deadlineAt }) => ({
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: functionArn,
  memoryLimitInMB: String(memoryMegabytes),
  awsRequestId: requestID,
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadlineAt - Date.now()),
});

/** @param {Invocation} invocation */
async function run(invocation) {
  try {
    const answer = await handler(JSON.parse(invocation.event), contextOf(invocation));
    return { id: invocation.id, answer: JSON.stringify(answer ?? null) };
  } catch (error) {
    return { id: invocation.id, error: error instanceof Error ? String(error.stack) : JSON.stringify(error) };
  }
}

// The timeout starts here, as on Lambda: it does not include loading the module.
parentPort?.postMessage({ isLoaded: true });
parentPort?.on('message', async (/** @type {Invocation} */ invocation) => {
  parentPort?.postMessage(await run(invocation));
});
