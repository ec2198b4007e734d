import { constants } from 'node:os';
import { createPrompt, isEnterKey, useEffect, useKeypress, useState } from '@inquirer/core';
import { Interrupted } from '../failure.ts';
import { surviveSuspension } from './suspension.ts';

interface Question {
  readonly message: string;
  readonly isHidden: boolean;
}

/** Asks for one line as the guide shows it: the question, then what is typed, unless it is hidden. */
const line = createPrompt<string | undefined, Question>(({ message, isHidden }, done) => {
  const [typed, setTyped] = useState('');
  const [, setSuspensions] = useState(0);
  useEffect((readline) => {
    let suspensions = 0;
    return surviveSuspension(readline, process.stdin, (typedLength) => {
      // The question is drawn again from its first line on, and the shell has written where that was.
      const lines = (message.length + (isHidden ? 0 : typedLength)) / (process.stderr.columns || 80);
      process.stderr.write('\n'.repeat(Math.floor(lines)));
      suspensions += 1;
      setSuspensions(suspensions);
    });
  }, []);
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
