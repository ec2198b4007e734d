import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));

/** A source file that breaks a rule of the layout. */
export interface Violation {
  /** Below the project folder. */
  readonly file: string;
  readonly what: string;
}

/** What the rules need of a file; its text may be one that a test made up. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

interface Layer {
  /** Folders and files that its files may import from. */
  readonly own: readonly string[];
  /** The packages it may import; all where absent. */
  readonly packages?: readonly string[];
}

/** The arrow: `lib →` the tables of `functions`, `functions → core`, `core →` itself and the libraries of its protocols. */
const layers: Readonly<Record<string, Layer>> = {
  core: { own: ['core/'], packages: ['node:crypto', 'otplib', 'qrcode', 'hash-wasm'] },
  // The document is generated from the functions, and one of them serves it.
  functions: { own: ['functions/', 'core/', 'contract/openapi.json'] },
  lib: { own: ['lib/', 'functions/steps.ts', 'functions/jobs.ts', 'functions/metric-names.ts'] },
  cli: { own: ['cli/'] },
  operator: {
    own: [
      ...['operator/', 'core/', 'functions/', 'cli/terminal/', 'cli/failure.ts', 'cli/clock-skew.ts'],
      ...['lib/names.ts', 'lib/table-shapes.ts', 'lib/concurrency.ts', 'lib/security-headers.ts'],
    ],
  },
  'static-site': { own: ['static-site/'] },
};

const importPattern =
  /(?:^|[\n;])\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?\s*['"]([^'"\n]+)['"]|\b(?:import|require)\s*\(\s*['"]([^'"\n]+)['"]/g;

/** The modules that a source names, types included. */
export function importsOf(text: string): string[] {
  const names = [...text.matchAll(importPattern)].map(([, named, called]) => named ?? called ?? '');
  return names.filter((name) => name !== '');
}

const isAllowedPackage = (name: string, { packages }: Layer): boolean =>
  !packages || packages.some((allowed) => name === allowed || name.startsWith(`${allowed}/`));

const isAllowedFile = (target: string, { own }: Layer): boolean =>
  own.some((allowed) => (allowed.endsWith('/') ? target.startsWith(allowed) : target === allowed));

/** Imports against the arrow. */
export function importViolations(files: readonly SourceFile[]): Violation[] {
  const violations: Violation[] = [];
  for (const { path, text } of files) {
    const layer = layers[path.split('/')[0] ?? ''];
    if (!layer) continue;
    for (const name of importsOf(text)) {
      const allowed = name.startsWith('.')
        ? isAllowedFile(posix.join(posix.dirname(path), name), layer)
        : isAllowedPackage(name, layer);
      if (!allowed) violations.push({ file: path, what: `imports ${name}` });
    }
  }
  return violations;
}

const clock = [
  /\bDate\.now\b/,
  /\bnew Date(\(\)|(?!\s*\()\b)/,
  /\bperformance\.now\b/,
  /\bsetTimeout\b|\bsetInterval\b/,
];
const randomness = [/\bMath\.random\b/, /\brandom(UUID|Bytes|Int|FillSync|Fill)\b/, /\bgetRandomValues\b/];
const environment = [/\bprocess\./, /\bprocess\b\s*\[/];

/** Words that take time, randomness or environment from elsewhere than the values passed in. */
const bans: Readonly<Record<string, readonly RegExp[]>> = {
  core: [...clock, ...randomness, ...environment],
  functions: [/\bDate\.now\b/, /\bnew Date\(\)/, ...randomness, /\bprocess\.env\b/],
};

/** The one place where a function meets clock, randomness and environment, and where the OpenAPI document is written. */
const exempt = (path: string): boolean =>
  path === 'functions/host.ts' || path === 'functions/openapi/write.ts';

/** Hidden sources of time, randomness or settings; comments do not count. */
export async function banViolations(files: readonly SourceFile[]): Promise<Violation[]> {
  const violations = files.map(async ({ path, text }) => {
    const banned = bans[path.split('/')[0] ?? ''] ?? [];
    if (banned.length === 0 || exempt(path)) return [];
    const { code } = await transform(text, { loader: 'ts', legalComments: 'none', target: 'esnext' });
    const found = banned.map((pattern) => pattern.exec(code)?.[0]).filter((word) => word !== undefined);
    return found.map((word) => ({ file: path, what: `uses ${word.trim()}` }));
  });
  return (await Promise.all(violations)).flat();
}

const isSource = (name: string): boolean => ['.ts', '.tsx', '.mts', '.js', '.mjs'].includes(extname(name));

/** Every source file of the layers, as it stands in the folder. */
export function sourceFiles(): SourceFile[] {
  return Object.keys(layers).flatMap((layer) => {
    const folder = join(projectFolder, layer);
    if (!existsSync(folder)) return [];
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && isSource(entry.name));
    return files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(projectFolder, path).split(sep).join('/'), text: readFileSync(path, 'utf8') };
    });
  });
}
