import { freePort } from '../support/live-server.ts';
import { endGroup, Problem, projectFolder, start } from './programs.ts';

const startMilliseconds = 300_000;

export interface LocalStage {
  readonly origin: string;
  /** Ends it, after it has written its data. */
  readonly stop: () => Promise<void>;
}

/** Runs `npm start` with an empty store until this process ends. @returns its origin. @throws Problem */
export async function npmStart(): Promise<string> {
  return (await startLocalStage(projectFolder, ['--ephemeral'])).origin;
}

/** Runs `npm start` of a release, at the latest until this process ends. @throws Problem */
export async function startLocalStage(project: string, parameters: readonly string[]): Promise<LocalStage> {
  const port = await freePort();
  const child = start('npm', ['start', '--', '--port', String(port), ...parameters], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const giveUp = (why: string) => reject(new Problem(`npm start ${why}:\n${output}`));
    setTimeout(() => giveUp('was not ready in time'), startMilliseconds).unref();
    child.once('exit', (code) => giveUp(`ended with ${code}`));
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (/^Ready after/m.test(output)) resolve();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
  });
  const stop = async () => {
    endGroup(child, 'SIGTERM');
    await ended;
  };
  return { origin: `http://localhost:${port}`, stop };
}
