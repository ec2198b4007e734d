import { TextDecoder } from 'node:util';
import { usageFailure } from '../failure.ts';
import { texts } from '../texts/index.ts';

/**
 * The lines of stdin as they arrive: the line with a mailed code can come long after the one with the password.
 * PowerShell may send UTF-16, or a byte order mark before UTF-8.
 * @throws Failure if it is neither
 */
export async function* inputLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of decoded(input)) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield part.replace(/\r$/, '');
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}

async function* decoded(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let begun = Buffer.alloc(0);
  for await (const chunk of input) {
    begun = Buffer.concat([begun, chunk]);
    // The first two bytes say which encoding it is.
    if (!decoder && begun.length < 2) continue;
    decoder ??= new TextDecoder(encodingOf(begun), { fatal: true });
    yield decode(decoder, begun, true);
    begun = Buffer.alloc(0);
  }
  yield decode(decoder ?? new TextDecoder('utf-8', { fatal: true }), begun, false);
}

/** What is typed here begins with a letter of ASCII more often than not. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return second === 0 ? 'utf-16le' : 'utf-8';
}

function decode(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw usageFailure(texts.stdinEnded.notUtf8);
  }
}
