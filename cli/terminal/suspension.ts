import type { Readable } from 'node:stream';

/** What a suspension needs of Node's readline, whose types in inquirer do not have it. */
interface Suspendable {
  readonly line: string;
  on(event: 'SIGTSTP', listener: () => void): unknown;
  removeListener(event: 'SIGTSTP', listener: () => void): unknown;
}

type Terminal = Readable & { readonly setRawMode: (isRaw: boolean) => unknown };

/**
 * Lets a question survive Ctrl-Z and `fg`, and any other stop of the process. By itself, readline pauses its input when
 * the process continues and waits for somebody to resume it. Nothing else keeps the process alive, so it would end, and
 * what is then typed as a password would go to the shell.
 *
 * Ctrl-Z stops the whole process group, as it does without raw mode: a program that runs this one must stop as well, or
 * the shell would wait for it forever.
 * @param redraw called when the question is on the screen no more, with the number of characters that were typed
 * @returns ends it
 */
export function surviveSuspension(
  readline: Suspendable,
  input: Terminal,
  redraw: (typedLength: number) => void,
): () => void {
  let hasEnded = false;
  const resume = () => {
    if (hasEnded) return;
    // A shell has changed the mode of the terminal. Node would not set one that it believes to be set.
    input.setRawMode(false);
    input.setRawMode(true);
    input.resume();
    redraw(readline.line.length);
  };
  const suspend = () => {
    input.setRawMode(false);
    process.kill(0, 'SIGTSTP');
    // If no shell can continue the process, the signal has no effect, and the question goes on.
    setImmediate(resume);
  };
  readline.on('SIGTSTP', suspend);
  process.on('SIGCONT', resume);
  return () => {
    hasEnded = true;
    readline.removeListener('SIGTSTP', suspend);
    process.off('SIGCONT', resume);
  };
}
