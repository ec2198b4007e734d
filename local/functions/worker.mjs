// @ts-check
// Runs in a worker_thread and emulates the Lambda runtime for one function. Plain JavaScript, so that a worker does not need
// a loader and starts in a few milliseconds.
import { AsyncLocalStorage } from 'node:async_hooks';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * @typedef {{ id: number, event: string, requestID: string, deadlineAt: number }} Invocation
 */

/** @type {AsyncLocalStorage<string>} */
const requestIDs = new AsyncLocalStorage();

// Lambda's JSON log format: what is written with `console` becomes the message of a line; what is written to standard output stays.
/** @type {ReadonlyArray<readonly ['log' | 'info' | 'warn' | 'error', string]>} */
const levels = [
  ['log', 'INFO'],
  ['info', 'INFO'],
  ['warn', 'WARN'],
  ['error', 'ERROR'],
];
for (const [method, level] of levels)
  console[method] = (...values) => {
    const timestamp = new Date().toISOString();
    const line = { timestamp, level, requestId: requestIDs.getStore(), message: format(...values) };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };

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
  parentPort?.postMessage(await requestIDs.run(invocation.requestID, () => run(invocation)));
});
