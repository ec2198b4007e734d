import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as pty from '@lydell/node-pty';
import xterm from '@xterm/headless';

const program = fileURLToPath(new URL('../../cli/mfa.mjs', import.meta.url));

/** For what never comes: a busy machine is no failure. */
const patienceMilliseconds = 300_000;

/** A place where the command keeps its files, and what it is started with. */
export interface Home {
  readonly folder: string;
  readonly environment: Record<string, string>;
}

/** A home that knows its server. */
export function newHome(server?: string): Home {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-cli-'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(program, join(folder, 'bin', 'mfa'));
  const { PATH = '' } = process.env;
  const environment = {
    PATH: `${join(folder, 'bin')}:${dirname(process.execPath)}:${PATH}`,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
  const home = { folder, environment };
  if (server) {
    const configuration = join(folder, 'config', 'mfa');
    mkdirSync(configuration, { recursive: true });
    writeFileSync(join(configuration, 'config.json'), JSON.stringify({ server }));
  }
  return home;
}

export const removeHome = ({ folder }: Home) => rmSync(folder, { recursive: true, force: true });

/** The path of the one stored session. */
export function sessionFile({ folder }: Home): string {
  const sessions = join(folder, 'config', 'mfa', 'sessions');
  const files = readdirSync(sessions, { recursive: true }).map(String);
  return join(sessions, files.find((name) => /[0-9a-f]{32}\.json$/.test(name)) ?? 'none');
}

export const storedToken = (home: Home): string => JSON.parse(readFileSync(sessionFile(home), 'utf8')).token;

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a script does: no terminal, and `input` on stdin. */
export function run(
  home: Home,
  words: readonly string[],
  options: { readonly input?: string; readonly environment?: Record<string, string> } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { ...home.environment, ...options.environment };
    const child = execFile(
      process.execPath,
      [program, ...words],
      { env, timeout: patienceMilliseconds },
      (_, out, err) => resolve({ code: child.exitCode, out, err }),
    );
    // It may have ended without reading.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
  });
}

/** A cell of the screen; a color is that of the terminal if it is undefined, otherwise a number of its palette. */
export interface Cell {
  readonly characters: string;
  readonly foreground: number | undefined;
  readonly background: number | undefined;
}

/** Columns and rows of characters. */
export interface WindowSize {
  readonly cols: number;
  readonly rows: number;
}
const usualSize: WindowSize = { cols: 100, rows: 60 };

/** A person at a terminal: a real pseudo-terminal with a program in it, and its screen as it is seen. */
export class Terminal {
  /** What the program wrote, with all its control sequences. */
  raw = '';
  readonly exitCode: Promise<number>;
  private readonly process: pty.IPty;
  private readonly terminal: InstanceType<typeof xterm.Terminal>;
  private written: Promise<void> = Promise.resolve();

  constructor(
    home: Home,
    file: string,
    words: readonly string[],
    more: Record<string, string> = {},
    size: WindowSize = usualSize,
  ) {
    this.terminal = new xterm.Terminal({ ...size, scrollback: 1000, allowProposedApi: true });
    this.process = pty.spawn(file, [...words], {
      ...size,
      // It becomes TERM.
      name: more['TERM'] ?? 'xterm-256color',
      cwd: home.folder,
      env: { ...home.environment, ...more },
    });
    this.process.onData((text) => {
      this.raw += text;
      this.written = new Promise((resolve) => this.terminal.write(text, resolve));
    });
    this.exitCode = new Promise((resolve) => this.process.onExit(({ exitCode }) => resolve(exitCode)));
  }

  /** A terminal with the command in it. */
  static mfa(
    home: Home,
    words: readonly string[],
    more: Record<string, string> = {},
    size?: WindowSize,
  ): Terminal {
    return new Terminal(home, process.execPath, [program, ...words], more, size);
  }

  /** A terminal with an interactive shell in it that has no settings of its own, and `$` for its prompt. */
  static interactive(home: Home, shell: 'bash' | 'zsh', size?: WindowSize): Terminal {
    const words = { bash: ['--norc', '--noprofile', '-i'], zsh: ['-f', '-i'] }[shell];
    return new Terminal(
      home,
      shell,
      words,
      { PS1: '$ ', PROMPT: '$ ', PROMPT_EOL_MARK: '', HISTFILE: '' },
      size,
    );
  }

  /** A terminal with a shell in it, for which `mfa` is a command. */
  static shell(home: Home): Terminal {
    return new Terminal(home, '/bin/sh', ['-i'], { PS1: '$ ', ENV: '' });
  }

  /** The lines on the screen, without empty ones at the end. */
  async lines(): Promise<string[]> {
    await this.written;
    const { active } = this.terminal.buffer;
    const lines = Array.from({ length: active.length }, (_, row) =>
      (active.getLine(row)?.translateToString(true) ?? '').trimEnd(),
    );
    while (lines.at(-1) === '') lines.pop();
    return lines;
  }

  async screen(): Promise<string> {
    return (await this.lines()).join('\n');
  }

  /** What a person sees without scrolling, cell by cell. */
  async cells(): Promise<Cell[][]> {
    await this.written;
    const { active } = this.terminal.buffer;
    return Array.from({ length: this.terminal.rows }, (_, row) => {
      const line = active.getLine(active.viewportY + row);
      return Array.from({ length: line?.length ?? 0 }, (_, column) => {
        const cell = line?.getCell(column);
        return {
          characters: cell?.getChars() ?? '',
          foreground: cell?.isFgPalette() ? cell.getFgColor() : undefined,
          background: cell?.isBgPalette() ? cell.getBgColor() : undefined,
        };
      });
    });
  }

  /** Waits until the last line of the screen is, or ends in, what is given. */
  async until(ending: string | RegExp): Promise<void> {
    const deadline = Date.now() + patienceMilliseconds;
    const isThere = (screen: string) =>
      typeof ending === 'string' ? screen.endsWith(ending.trimEnd()) : ending.test(screen);
    while (!isThere(await this.screen())) {
      if (Date.now() > deadline) throw new Error(`never came to ${ending}:\n${await this.screen()}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  type(text: string): void {
    this.process.write(text);
  }

  enter(text: string): void {
    this.type(`${text}\r`);
  }

  /** Enters a command, and waits until its output is on the screen. */
  async enterAndWait(text: string, wanted: string): Promise<void> {
    this.enter(text);
    await this.until(new RegExp(`\\s${wanted}`));
  }

  /** Answers a question once it is asked. */
  async answer(question: string | RegExp, text: string): Promise<void> {
    await this.until(question);
    this.enter(text);
  }

  close(): void {
    this.process.kill();
  }
}
