import type { Readable } from 'node:stream';

/** The frames in which the runtime hands over lines of the log: a type, a length, a time and the line. */
const headerBytes = 16;
const textType = 0xa55a0003;
const jsonType = 0xa55a0002;
/** The bits of the type that say the level. */
const levelBits = 0x1c;

/** Calls `take` with each line that a function wrote with `console`, as Lambda puts it into the log. */
export function readFrames(stream: Readable, take: (line: string) => void): void {
  let rest = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= headerBytes) {
      const type = rest.readUInt32BE(0);
      const length = rest.readInt32BE(4);
      const kind = (type & ~levelBits) >>> 0;
      if (kind !== textType && kind !== jsonType) throw new Error(`a frame of type ${type.toString(16)}`);
      if (rest.length < headerBytes + length) return;
      take(rest.subarray(headerBytes, headerBytes + length).toString('utf8'));
      rest = rest.subarray(headerBytes + length);
    }
  });
}
