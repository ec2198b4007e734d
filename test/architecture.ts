import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { corePackages, coreRooms, groups, type Room, rooms } from './arrows.ts';

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

/** An import of a source file. */
export interface Import {
  readonly from: string;
  /** Whether it is gone at run time: `import type`, `export type`. */
  readonly isType: boolean;
  /** The values that are imported, by the name that the other module gives them. */
  readonly values: readonly string[];
}

const importPattern =
  /(?:^|[\n;])\s*(?:import|export)\s(?:([^'"`;]*?)\sfrom\s)?\s*['"]([^'"\n]+)['"]|\b(?:import|require)\s*\(\s*['"]([^'"\n]+)['"]/g;

/** Everything that a source imports or exports again, except what is inside a text in double quotes. */
export function importsOf(text: string): Import[] {
  const isInText = (index: number) => {
    const line = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
    return line.split('"').length % 2 === 0;
  };
  const matches = [...text.matchAll(importPattern)].filter(({ index }) => !isInText(index));
  return matches.map(([, clause = '', from, called = '']) => {
    const isType = /^type\s/.test(clause);
    const inBraces = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
    const names = isType ? [] : inBraces.split(',').map((name) => name.trim());
    const values = names.filter((name) => name !== '' && !name.startsWith('type '));
    return { from: from ?? called, isType, values: values.map((name) => name.split(' ')[0] ?? '') };
  });
}

const covers = (place: string, path: string): boolean =>
  place.endsWith('/') ? path.startsWith(place) : path === place;
const coveredBy = (places: readonly string[], path: string): boolean =>
  places.some((place) => covers(place, path));

/** The room of a file, by the longest path that fits. */
export function roomOf(path: string): Room | undefined {
  const lengthOf = ({ room }: Room) =>
    Math.max(0, ...room.filter((place) => covers(place, path)).map(({ length }) => length));
  return rooms.filter((room) => lengthOf(room) > 0).sort((a, b) => lengthOf(b) - lengthOf(a))[0];
}

const isAllowedPackage = (name: string, { packages }: Room): boolean =>
  !packages || packages.some((allowed) => name === allowed || name.startsWith(`${allowed}/`));

/** Whether all that is imported stands in a `uses: { … }` of the source. */
function onlyInUses(values: readonly string[], text: string): boolean {
  const used = [...text.matchAll(/\buses:\s*\{([^}]*)\}/g)].flatMap(([, names = '']) =>
    names.split(/[\s,]+/),
  );
  return values.length > 0 && values.every((name) => used.includes(name));
}

function isAllowed({ from, isType, values }: Import, { path, text }: SourceFile, room: Room): boolean {
  if (!from.startsWith('.')) return isAllowedPackage(from, room);
  const target = posix.join(posix.dirname(path), from);
  if (coveredBy([...room.room, ...room.imports], target)) return true;
  if (isType && coveredBy(room.types ?? [], target)) return true;
  return coveredBy(room.factories ?? [], target) && (isType || onlyInUses(values, text));
}

/** Imports that test/arrows.ts does not allow, and files that it has no room for. */
export function importViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    const room = roomOf(file.path);
    if (!room) return [{ file: file.path, what: 'is in no room of test/arrows.ts' }];
    const forbidden = importsOf(file.text).filter((one) => !isAllowed(one, file, room));
    return forbidden.map(({ from, isType }) => ({
      file: file.path,
      what: `imports ${isType ? 'types of ' : ''}${from}`,
    }));
  });
}

/** Files whose imports lead back to themselves, types included: one circle of each knot, as `a → b → a`. */
export function importCircles(files: readonly SourceFile[]): string[] {
  const targets = new Map(
    files.map(({ path, text }) => {
      const own = importsOf(text).filter(({ from }) => from.startsWith('.'));
      return [path, own.map(({ from }) => posix.join(posix.dirname(path), from))] as const;
    }),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
    if (done.has(path) || way.includes(path)) return;
    for (const target of targets.get(path) ?? []) follow(target, [...way, path]);
    done.add(path);
  };
  for (const path of targets.keys()) follow(path, []);
  return circles;
}

const code = (text: string) => `\`${text}\``;

function shortened(places: readonly string[]): string {
  const named = Object.entries(groups).filter(([, group]) => group.every((place) => places.includes(place)));
  const rest = places.filter((place) => !named.some(([, group]) => group.includes(place)));
  return [...rest.map(code), ...named.map(([name]) => name)].join(', ');
}

function rightsOf({ imports, types = [], factories = [] }: Room): string {
  const parts = [
    shortened(imports),
    types.length > 0 ? `types of ${shortened(types)}` : '',
    factories.length > 0 ? `factories of ${shortened(factories)}` : '',
  ];
  return parts.filter((part) => part !== '').join('; ') || 'nothing else';
}

/** The rules as CONTRIBUTING.md shows them; rooms with the same rights are one line. */
export function arrowTable(): string {
  const lines = new Map<string, string[]>();
  for (const room of rooms) {
    if (room.room.some((place) => place.startsWith('core/'))) continue;
    const rights = rightsOf(room);
    lines.set(rights, [...(lines.get(rights) ?? []), ...room.room]);
  }
  const groupName = (places: readonly string[]) =>
    Object.entries(groups).find(([, group]) => group.join() === places.join())?.[0];
  const left = (places: readonly string[]) => {
    const name = groupName(places);
    const list = places.map(code).join(', ');
    return name ? `${name}: ${list}` : list;
  };
  return [
    '| files in | may import, besides each other |',
    '|---|---|',
    `| ${coreRooms.map((name) => code(`core/${name}/`)).join(', ')} | the ones before it in this list; of packages only ${corePackages.map(code).join(', ')} |`,
    ...[...lines].map(([rights, places]) => `| ${left(places)} | ${rights} |`),
    '',
    ...['the product', 'the tools of the tests'].map(
      (name) => `- ${name}: ${(groups[name] ?? []).map(code).join(', ')}`,
    ),
  ].join('\n');
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

/** What is not written by hand: packages of a workspace, the built command, and built packages. */
const isNotOurs = (path: string): boolean =>
  path.endsWith('/node_modules') || path === 'cli/build' || /^packages\/[^/]+\/dist$/.test(path);

const isSource = (name: string): boolean => ['.ts', '.tsx', '.mts', '.js', '.mjs'].includes(extname(name));

const pathOf = (file: string): string => relative(projectFolder, file).split(sep).join('/');

/** The source files below a folder. Folders of others are not entered: a build may be rewriting them at this moment. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isNotOurs(pathOf(path)) ? [] : filesBelow(path);
    return entry.isFile() && isSource(entry.name) ? [path] : [];
  });
}

/** Every source file of the repository. */
export function sourceFiles(): SourceFile[] {
  const folders = new Set(rooms.flatMap(({ room }) => room.map((place) => place.split('/')[0] ?? '')));
  return [...folders].flatMap((top) => {
    const folder = join(projectFolder, top);
    if (!existsSync(folder)) return [];
    return filesBelow(folder).map((file) => ({
      path: pathOf(file),
      text: readFileSync(file, 'utf8'),
    }));
  });
}
