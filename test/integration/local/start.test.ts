import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolder, DataFolderError } from '../../../local/data-folder.ts';
import { TableLayoutError } from '../../../local/emulators/index.ts';
import { help, OptionsError, readOptions } from '../../../local/options.ts';
import { startLocalRun } from '../../../local/run.ts';
import { demoAccounts } from '../../../local/seed.ts';
import { freePort } from '../../support/live-server.ts';

const project = join(import.meta.dirname, '../../..');
const children = new Set<ChildProcess>();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-run-'));
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await rm(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  output(): string;
  /** Resolves when it is ready, rejects when it ends before. */
  ready(): Promise<void>;
  ended(): Promise<number | null>;
}

function start(options: readonly string[], cwd = project): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/start.ts', ...options], { cwd });
  children.add(child);
  let output = '';
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ready after')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    ended.then((code) => reject(new Error(`ended with ${code}:\n${output}`)));
  });
  ready.catch(() => undefined);
  return { child, output: () => output, ready: () => ready, ended: () => ended };
}

describe('options of npm start', () => {
  it('have defaults', () => {
    expect(readOptions([])).toEqual({ port: 3000, dataFolder: '.local-data' });
    expect(readOptions(['--port', '8080', '--ephemeral'])).toEqual({ port: 8080, dataFolder: undefined });
    expect(readOptions(['--data=there'])).toEqual({ port: 3000, dataFolder: 'there' });
    expect(readOptions(['--help'])).toBe('help');
  });

  it.each([
    [['--prot', '80'], /'--prot'/],
    [['there'], /'there'/],
    [['--port'], /--port/],
    [['--port', '0'], 'from 1 to 65535, not "0"'],
    [['--port', '65536'], 'from 1 to 65535'],
    [['--port', '80x'], 'from 1 to 65535'],
    [['--port', ''], 'from 1 to 65535'],
    [['--data', ''], '--data needs the name of a folder'],
    [['--data', 'there', '--ephemeral'], '--data and --ephemeral exclude each other'],
  ])('are refused in one line: %s', (options, message) => {
    expect(() => readOptions(options)).toThrow(OptionsError);
    expect(() => readOptions(options)).toThrow(message);
    expect(() => readOptions(options)).not.toThrow('\n');
  });

  it('end with 2 where they are not understood, with 0 after the help', async () => {
    const wrong = start(['--prot', '80']);
    expect(await wrong.ended()).toBe(2);
    expect(wrong.output()).toMatch(/^npm start: Unknown option '--prot'. See npm start -- --help.\n$/);
    const asked = start(['--help']);
    expect(await asked.ended()).toBe(0);
    expect(asked.output()).toBe(help);
  });
});

describe('a data folder', () => {
  const run = (path: string) =>
    startLocalRun({
      port: 0,
      dataFolder: new DataFolder(path),
      // A build that never ends: what is wrong with the folder is said before.
      assembly: new Promise(() => undefined),
      report: () => undefined,
    });
  const refusal = (path: string) => expect(run(path)).rejects;

  it('that is a file is refused', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    await refusal(path).toThrow(`${path} cannot be used (EEXIST): choose another folder with --data`);
    await refusal(join(path, 'below')).toThrow('cannot be used (ENOTDIR)');
  });

  it('that holds other things is refused and left alone', async () => {
    await writeFile(join(folder, 'thesis.txt'), 'mine');
    await refusal(folder).toThrow(`${folder} contains other files ("thesis.txt")`);
    expect(await readdir(folder)).toEqual(['thesis.txt']);
  });

  it('that another run uses is refused', async () => {
    const { startDynamoDB } = await import('../../../local/emulators/dynamodb/index.ts');
    const other = await startDynamoDB({ path: join(folder, 'dynamodb') });
    await refusal(folder).toThrow(`${folder} is in use by another run: stop that one`);
    await other.close();
  });

  it('that is damaged is refused', async () => {
    const { startDynamoDB } = await import('../../../local/emulators/dynamodb/index.ts');
    await (await startDynamoDB({ path: join(folder, 'dynamodb') })).close();
    await writeFile(join(folder, 'dynamodb', 'CURRENT'), 'nonsense');
    await refusal(folder).toThrow(`${folder} is damaged: move it away or delete it`);
  });

  it('of another version of the software is refused', async () => {
    const kept = new DataFolder(folder);
    await kept.prepare();
    await kept.checkLayout(['arn:one']);
    await kept.checkLayout(['arn:one']);
    await expect(kept.checkLayout(['arn:two'])).rejects.toThrow(
      'was created by another version of this software',
    );
    const creating = kept.explainErrors(() => Promise.reject(new TableLayoutError('users')));
    await expect(creating).rejects.toThrow(DataFolderError);
    await expect(creating).rejects.toThrow('(the table users has other keys)');
  });
});

describe('npm start', () => {
  it('says in one line that the port is in use, before it builds', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const started = start(['--port', `${port}`, '--ephemeral']);
    expect(await started.ended()).toBe(1);
    expect(started.output()).toBe(
      `Port ${port} is in use: stop the program that uses it, or choose another port with --port.\n`,
    );
    server.close();
  });

  it('says what does not build', async () => {
    for (const name of [
      'core',
      'contract',
      'functions',
      'lib',
      'local',
      'static-site',
      'cdk.json',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
    ])
      await cp(join(project, name), join(folder, name), { recursive: true });
    await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'functions/steps/auth/verify.ts'), 'export const = broken;');
    const started = start(['--port', `${await freePort()}`, '--ephemeral'], folder);
    expect(await started.ended()).toBe(1);
    const [building, ...lines] = started.output().trimEnd().split('\n');
    expect(building).toBe('Building ...');
    expect(lines).toEqual([
      expect.stringMatching(/^functions\/steps\/auth\/verify\.ts:1: /),
      'The build failed: fix the errors above and start again.',
    ]);
  });

  it('makes the demo accounts once, keeps them through a kill, and ends at once when asked', async () => {
    const port = await freePort();
    const options = ['--port', `${port}`, '--data', join(folder, 'accounts')];
    const post = (path: string, body: object) =>
      fetch(`http://localhost:${port}/api${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const signIn = async ({ email, password }: { email: string; password: string }) => {
      const answer = await post('/auth/signin', { identifier: email, password });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const mails = async () =>
      ((await (await fetch(`http://localhost:${port}/inbox/store`)).json()) as { emails: unknown[] }).emails;

    const first = start(options);
    await first.ready();
    for (const { email, password, name } of demoAccounts) {
      expect(first.output()).toContain(email);
      expect(first.output()).toContain(password);
      expect(await signIn({ email, password })).toMatchObject({ status: 200, body: { email, name } });
    }
    expect(first.output()).toContain(`http://localhost:${port}/inbox`);
    expect(await mails()).toEqual([]);
    await post('/account/register', { email: 'new@example.com', password: 'quiet river stone 12' });
    expect(await mails()).toHaveLength(1);

    first.child.kill('SIGKILL');
    await first.ended();
    const second = start(options);
    await second.ready();
    expect(second.output()).not.toContain('Creating the demo accounts');
    for (const account of demoAccounts) expect((await signIn(account)).status).toBe(200);
    expect(await readFile(join(folder, 'accounts', 'functions.log'), 'utf8')).not.toContain(
      demoAccounts[0]?.password,
    );

    // A server that is closed politely would wait for the rest of this request.
    const unfinished = connect(port, '127.0.0.1');
    // A process that ends before it has read everything resets the connection, which is an error for `once`.
    const closed = new Promise((resolve) => unfinished.once('close', resolve));
    unfinished.on('error', () => undefined);
    await once(unfinished, 'connect');
    unfinished.write('POST /api/auth/signin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{');
    second.child.kill('SIGINT');
    expect(await second.ended()).toBe(0);
    await closed;
  });

  it('ends at once while it builds, too', async () => {
    const started = start(['--port', `${await freePort()}`, '--ephemeral']);
    await expect.poll(started.output).toContain('Building');
    started.child.kill('SIGTERM');
    expect(await started.ended()).toBe(0);
  });
});
