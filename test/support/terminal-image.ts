import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import type { Cell } from './terminal.ts';

/** The screen of a terminal as a picture, read as a phone reads it. */

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each point. */
  readonly data: Uint8Array;
}

/** The color of the terminal itself, from black (0) to white (255). */
export type Ground = 0 | 128 | 255;

const [cellWidth, cellHeight] = [8, 16];
const brightness: Readonly<Record<number, number>> = { 0: 0, 7: 229, 15: 255 };

/** Draws half blocks and grounds; other characters are not needed to read a code. */
export function drawScreen(cells: readonly (readonly Cell[])[], ground: Ground): Picture {
  const columns = Math.max(...cells.map((row) => row.length));
  const [width, height] = [columns * cellWidth, cells.length * cellHeight];
  const picture = { width, height, data: new Uint8Array(width * height * 4) };
  for (const [y, row] of cells.entries())
    for (let x = 0; x < columns; x += 1) {
      const cell = row[x] ?? { characters: '', foreground: undefined, background: undefined };
      const paper = brightness[cell.background ?? -1] ?? ground;
      const ink = brightness[cell.foreground ?? -1] ?? 255 - ground;
      fill(picture, x, 2 * y, '█▀'.includes(cell.characters || ' ') ? ink : paper);
      fill(picture, x, 2 * y + 1, '█▄'.includes(cell.characters || ' ') ? ink : paper);
    }
  return picture;
}

function fill(picture: Picture, column: number, half: number, value: number): void {
  const height = cellHeight / 2;
  for (let y = half * height; y < (half + 1) * height; y += 1)
    for (let x = column * cellWidth; x < (column + 1) * cellWidth; x += 1) {
      const at = (y * picture.width + x) * 4;
      picture.data.fill(value, at, at + 3);
      picture.data[at + 3] = 255;
    }
}

// biome-ignore lint/suspicious/noExplicitAny: a CommonJS module whose default is the function or has it
const decode: typeof jsqr = (jsqr as any).default ?? jsqr;

/** What each of the readers that are installed finds: jsQR, and Debian's zbarimg where present. */
export function readQrCode(picture: Picture): readonly (string | undefined)[] {
  const { data, width, height } = picture;
  const byJsqr = decode(new Uint8ClampedArray(data), width, height)?.data;
  if (spawnSync('zbarimg', ['--version']).error) return [byJsqr];
  const folder = mkdtempSync(join(tmpdir(), 'mfa-qr-'));
  const file = join(folder, 'screen.png');
  writeFileSync(file, PNG.sync.write(picture));
  try {
    return [
      byJsqr,
      execFileSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8', stdio: 'pipe' }).trim(),
    ];
  } catch {
    return [byJsqr, undefined];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
