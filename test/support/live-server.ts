import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the service answers, without a slash at the end. */
    baseUrl: string;
    /** Where its mails are listed as JSON. */
    inboxUrl: string;
    /** The AWS endpoint for the operator's commands on `npm start`; empty for a deployment, whose operator is somebody else. */
    operatorEndpoint: string;
  }
}

const project = fileURLToPath(new URL('../..', import.meta.url));
const startTimeoutMilliseconds = 600_000;

/**
 * The black-box suite's two inputs: a base URL and an inbox. Without E2E_BASE_URL and E2E_INBOX_URL it starts the
 * service as a user does, by `npm start`, on a free port, and ends it afterwards.
 */
export default async function setup({ provide }: TestProject): Promise<(() => void) | undefined> {
  const given = process.env['E2E_BASE_URL'];
  if (given) {
    provide('baseUrl', given.replace(/\/$/, ''));
    provide('inboxUrl', process.env['E2E_INBOX_URL'] ?? `${given}/inbox/store`);
    provide('operatorEndpoint', '');
    return undefined;
  }
  const server = await startLiveServer();
  provide('baseUrl', server.baseUrl);
  provide('inboxUrl', `${server.baseUrl}/inbox/store`);
  provide('operatorEndpoint', server.awsEndpoint);
  return server.close;
}

/** The service as `npm start` runs it, on a free port, with a store of its own. */
export interface LiveServer {
  readonly baseUrl: string;
  /** Where its tables are. */
  readonly awsEndpoint: string;
  close(): void;
}

export async function startLiveServer(): Promise<LiveServer> {
  const port = await freePort();
  const child = spawn('npm', ['start', '--', '--port', String(port), '--ephemeral'], {
    cwd: project,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = await ready(child);
  const [, awsEndpoint = ''] = /^Operator's AWS +(\S+)/m.exec(output) ?? [];
  return {
    baseUrl: `http://localhost:${port}`,
    awsEndpoint,
    close() {
      if (child.pid) process.kill(-child.pid, 'SIGTERM');
    },
  };
}

/** What it has printed by the time it is ready. */
function ready(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const giveUp = (why: string) => reject(new Error(`npm start ${why}:\n${output}`));
    const timer = setTimeout(() => giveUp('did not get ready'), startTimeoutMilliseconds);
    const look = (chunk: Buffer) => {
      output += chunk.toString();
      if (!/^Ready after/m.test(output)) return;
      clearTimeout(timer);
      resolve(output);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('exit', (code) => giveUp(`ended with ${code}`));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
