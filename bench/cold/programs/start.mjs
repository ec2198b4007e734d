// Runs in a fresh process: loads a function, lets it answer its first event, and prints what that took.
import { readFileSync } from 'node:fs';

const [, , module, eventFile] = process.argv;
const { handler } = await import(module);
const event = JSON.parse(readFileSync(eventFile, 'utf8'));
const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 };
const { statusCode } = await handler(event, context);
const { user, system } = process.cpuUsage();
const figures = { statusCode, cpu: (user + system) / 1000, wall: performance.now() };
process.stdout.write(`\n${JSON.stringify(figures)}`, () => process.exit());
