import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const project = fileURLToPath(new URL('../..', import.meta.url));

export interface LiveApp {
  readonly id: string;
  readonly secret?: string;
}

/** Registers an app with the operator's command, as docs/local-run.md says. */
export async function registerLiveApp(endpoint: string, options: readonly string[]): Promise<LiveApp> {
  const command = [
    '--import',
    'tsx',
    'operator/operator.ts',
    'apps',
    'add',
    '--stage',
    'local',
    '--yes',
    '--json',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [...command, ...options], {
    cwd: project,
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local-operator',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });
  return JSON.parse(stdout) as LiveApp;
}

/** The server of an app, to which browsers come back. */
export interface AppServer {
  /** Where it listens; the path is its own. */
  readonly origin: string;
  /** The next address at `/callback` that a browser came to. */
  readonly cameBack: () => Promise<URL>;
  readonly close: () => void;
}

export async function startAppServer(): Promise<AppServer> {
  let arrived: (url: URL) => void = () => {};
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><html lang="en"><title>Shop</title><h1>The shop</h1></html>');
    if (url.pathname === '/callback') arrived(url);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cameBack: () =>
      new Promise((resolve) => {
        arrived = resolve;
      }),
    close: () => void server.close(),
  };
}
