/**
 * `npm run test:dynamodb-local`: the contract tests against Amazon's DynamoDB Local in place of the emulator. Needs
 * java. DynamoDB Local is under its own licence (for development and testing); it comes out of the npm package
 * amplify-dynamodb-simulator into a cache folder and is no dependency of this project.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const version = '2.9.30';
const root = join(import.meta.dirname, '../..');
const cacheFolder = join(root, 'node_modules/.cache/dynamodb-local', version);
const startSeconds = 60;

class Problem extends Error {}

function checkJava(): void {
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' });
  } catch {
    throw new Problem('java is not found: install a Java runtime (17 or newer) and try again.');
  }
}

/** @returns the folder with DynamoDBLocal.jar. */
function download(): string {
  const packageFolder = join(cacheFolder, 'package');
  if (!existsSync(packageFolder)) {
    console.log('Downloading DynamoDB Local (65 MB) ...');
    const unpacked = join(cacheFolder, `unpacking-${process.pid}`);
    mkdirSync(unpacked, { recursive: true });
    const packed = execFileSync('npm', ['pack', '--silent', `amplify-dynamodb-simulator@${version}`], {
      cwd: unpacked,
      encoding: 'utf8',
    });
    execFileSync('tar', ['xzf', packed.trim()], { cwd: unpacked });
    renameSync(join(unpacked, 'package'), packageFolder);
    rmSync(unpacked, { recursive: true });
  }
  return join(packageFolder, 'emulator');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function start(folder: string, port: number): Promise<ChildProcess> {
  const options = ['-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar'];
  const flags = ['-port', `${port}`, '-inMemory', '-sharedDb', '-disableTelemetry'];
  const java = spawn('java', [...options, ...flags], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  for (let tries = 0; tries < startSeconds * 10 && java.exitCode === null; tries += 1) {
    if (await isOpen(port)) return java;
    await wait(100);
  }
  java.kill();
  throw new Problem(`DynamoDB Local did not start within ${startSeconds} s.`);
}

async function runTests(port: number): Promise<number> {
  const vitest = spawn(
    'npx',
    ['vitest', 'run', '--project', 'service', '--project', 'service-sdk', 'test/contract'],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` },
    },
  );
  const [code] = (await once(vitest, 'exit')) as [number | null];
  return code ?? 1;
}

async function main(): Promise<number> {
  checkJava();
  const port = await freePort();
  const java = await start(download(), port);
  const end = () => java.kill();
  process.once('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  console.log(`DynamoDB Local listens on port ${port}.`);
  return runTests(port);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Problem ? error.message : error);
    process.exit(1);
  },
);
