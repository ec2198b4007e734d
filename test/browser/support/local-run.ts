import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const projectFolder = fileURLToPath(new URL('../../..', import.meta.url));

export interface LocalRun {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** `npm start` on a free port with an empty store, as a person runs it. BASE_URL names one that runs already. */
export async function startLocalRun(): Promise<LocalRun> {
  const running = process.env['BASE_URL'];
  if (running) return { baseUrl: running.replace(/\/$/, ''), stop: async () => {} };
  const port = await freePort();
  const words = ['--import', 'tsx', 'local/start.ts', '--ephemeral', '--port', String(port)];
  const child = spawn(process.execPath, words, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const ended = once(child, 'exit');
  const baseUrl = `http://localhost:${port}`;
  const deadline = Date.now() + 120_000;
  while (!said.includes(baseUrl)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill();
      throw new Error(`The local run does not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    baseUrl,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
