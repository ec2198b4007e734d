import { constants } from 'node:os';
import { createPrompt, isEnterKey, useKeypress, useState } from '@inquirer/core';
import { Interrupted } from '../failure.ts';

interface Question {
  readonly message: string;
  readonly isHidden: boolean;
}

/** Asks for one line as the guide shows it: the question, then what is typed, unless it is hidden. */
const line = createPrompt<string | undefined, Question>(({ message, isHidden }, done) => {
  const [typed, setTyped] = useState('');
  useKeypress((key, readline) => {
    const isEnd = key.ctrl && key.name === 'd' && readline.line === '';
    if (isEnd) done(undefined);
    else if (isEnterKey(key)) done(typed);
    else setTyped(readline.line);
  });
  return `${message}${isHidden ? '' : typed}`;
});

/**
 * Asks on the terminal. Afterwards the terminal is as it was before, however the question ends.
 * @throws Interrupted on Ctrl-C and Ctrl-D.
 */
export async function askOnTerminal(question: Question): Promise<string> {
  for (const signal of endingSignals) process.once(signal, endBySignal);
  try {
    const typed = await line(question, { output: process.stderr });
    if (typed === undefined) throw new Interrupted();
    return typed;
  } catch (error) {
    throw (error as Error).name === 'ExitPromptError' ? new Interrupted() : error;
  } finally {
    for (const signal of endingSignals) process.off(signal, endBySignal);
  }
}

const endingSignals = ['SIGTERM', 'SIGHUP'] as const;

/** Node resets the terminal when a process exits, but not when a signal ends it. Shells use the same exit code. */
function endBySignal(signal: NodeJS.Signals): void {
  process.exit(128 + constants.signals[signal]);
}
