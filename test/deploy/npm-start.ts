import { freePort } from '../support/live-server.ts';
import { Problem, projectFolder, start } from './programs.ts';

const startMilliseconds = 300_000;

/** Runs `npm start` with an empty store until this process ends. @returns its origin. @throws Problem */
export async function npmStart(): Promise<string> {
  const port = await freePort();
  const child = start('npm', ['start', '--', '--port', String(port), '--ephemeral'], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
  return `http://localhost:${port}`;
}
