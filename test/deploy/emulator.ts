import { mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { endGroup, Problem, start } from './programs.ts';

const startSeconds = 60;
const region = 'us-east-1';

export interface Emulator {
  /** Where all its services answer. */
  readonly endpoint: string;
  readonly port: number;
  /** Its one account and region, as the CDK names them. */
  readonly accountAndRegion: string;
  /** The environment of a program that uses the emulator in place of AWS, and nothing of AWS besides. */
  readonly environment: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

export interface EmulatorOptions {
  readonly port: number;
  /** The `bin` folder of a virtual environment with MiniStack. */
  readonly binFolder: string;
  /** Its log, and all that it writes. Emptied first. */
  readonly folder: string;
}

/** An operator's own profile and keys must never be used: whoever runs this means the emulator, not an account. */
function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS|CDK)_/.test(name)));
}

function environmentFor(endpoint: string, folder: string): NodeJS.ProcessEnv {
  const nowhere = join(folder, 'no-configuration');
  return {
    ...withoutAws(process.env),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // The emulator's root user.
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/**
 * Starts MiniStack with permissions enforced: every function may do what its role says, and no more.
 * @throws Problem if it does not start
 */
export async function startEmulator({ port, binFolder, folder }: EmulatorOptions): Promise<Emulator> {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['tmp', 'state', 's3']) mkdirSync(join(folder, name), { recursive: true });
  // Else the project's own package.json would say what the code of the functions is.
  writeFileSync(join(folder, 'package.json'), '{}');
  const logPath = join(folder, 'ministack.log');
  const log = openSync(logPath, 'a');
  const child = start(join(binFolder, 'python'), [join(import.meta.dirname, 'emulator/start.py')], {
    cwd: folder,
    // Functions inherit it, so it has nothing of the environment of whoever runs this.
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      TMPDIR: join(folder, 'tmp'),
      STATE_DIR: join(folder, 'state'),
      S3_DATA_DIR: join(folder, 's3'),
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      LAMBDA_EXECUTOR: 'local',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    // It ends when its standard input does, however this process ends.
    stdio: ['pipe', log, log],
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const isReady = () =>
    fetch(`${endpoint}/_ministack/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; !(await isReady()); tries += 1) {
    if (child.exitCode !== null || tries > startSeconds * 10) {
      endGroup(child);
      throw new Problem(`MiniStack did not start; see ${logPath}`);
    }
    await wait(100);
  }
  return {
    endpoint,
    port,
    accountAndRegion: `aws://000000000000/${region}`,
    environment: environmentFor(endpoint, folder),
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode !== null || child.signalCode !== null) return;
      endGroup(child);
      await ended;
    },
  };
}
