import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile, Violation } from './architecture.ts';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));

/** Folders whose documents belong to somebody else, or are generated. */
const skippedFolders = ['node_modules', 'build', 'cdk.out', 'coverage', '.git', '.local-data'];

/** Every Markdown document of the repository. */
export function documentFiles(): SourceFile[] {
  const found: SourceFile[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(join(projectFolder, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!skippedFolders.includes(entry.name)) visit(path);
      } else if (entry.name.endsWith('.md')) {
        found.push({ path, text: readFileSync(join(projectFolder, path), 'utf8') });
      }
    }
  };
  visit('.');
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

const withoutCodeBlocks = (text: string) => text.replace(/^( *)```[\s\S]*?^\1```$/gm, '');

/** The anchors that GitHub gives to the headings of a document. */
function anchorsOf(text: string): Set<string> {
  const headings = [...withoutCodeBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  const slugs = headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, ''));
  return new Set(slugs.map((slug) => slug.replaceAll(' ', '-')));
}

/** Relative links and images that lead nowhere. */
export function linkViolations(files: readonly SourceFile[]): Violation[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return files.flatMap(({ path, text }) => {
    const links = withoutCodeBlocks(text).matchAll(/\]\(([^)\s]+)\)|<img [^>]*src="([^"]+)"/g);
    return [...links].flatMap(([, link, image]) => {
      const target = link ?? image ?? '';
      if (/^[a-z]+:/.test(target)) return [];
      const [file = '', anchor] = target.split('#');
      const linked = file === '' ? path : posix.join(posix.dirname(path), file);
      const what = `links to ${target}, which does not exist`;
      if (!existsSync(join(projectFolder, linked))) return [{ file: path, what }];
      const document = texts.get(linked);
      const isWrong = anchor !== undefined && document !== undefined && !anchorsOf(document).has(anchor);
      return isWrong ? [{ file: path, what }] : [];
    });
  });
}

/** Folders that a path in backticks begins with if it means a file of the repository. */
const namedFolders =
  /^(core|functions|contract|lib|local|static-site|cli|operator|test|docs|bench|packages|\.ci|\.github)\/./;

/** Documents that name tests as `attacks/mail/mail-bombing`; elsewhere such words are operations or tables. */
const nameTests = ['docs/controls.md', 'CONTRIBUTING.md'];
const testFolders =
  /^(stacks|unit|property|attacks|integration|contract|operator|e2e|browser|cli)(\/[a-z][\w-]*)+$/;

function isMissing(name: string, document: string): boolean {
  // NAME is what the reader fills in.
  if (!/^[\w./-]+$/.test(name) || /\/NAME\b/.test(name)) return false;
  const isThere = (path: string) => existsSync(join(projectFolder, path));
  if (nameTests.includes(document) && testFolders.test(name))
    return ![name, `test/${name}`, `test/${name}.test.ts`].some(isThere);
  return namedFolders.test(name) && !isThere(name);
}

/** Paths in backticks that look like a file or folder of the repository and are not. */
export function pathViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) => {
    const quoted = [...withoutCodeBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name);
    const missing = quoted.filter((name) => isMissing(name, path));
    return missing.map((name) => ({ file: path, what: `names \`${name}\`, which does not exist` }));
  });
}

const indexOf = (files: readonly SourceFile[], path: string) =>
  files.find((file) => file.path === path)?.text ?? '';

/** Documents that no index lists, and decisions whose line in the index says something else than the decision. */
export function indexViolations(files: readonly SourceFile[]): Violation[] {
  const pages = indexOf(files, 'docs/README.md');
  const decisions = indexOf(files, 'docs/decisions/README.md');
  return files.flatMap(({ path, text }) => {
    const name = posix.basename(path);
    if (name === 'README.md') return [];
    if (posix.dirname(path) === 'docs' && !pages.includes(`](${name})`))
      return [{ file: path, what: 'is not listed in docs/README.md' }];
    if (posix.dirname(path) !== 'docs/decisions') return [];
    const [, number, title] = /^# (\d+)\. (.+)$/m.exec(text) ?? [];
    const [, status] = /^Status: (.+)$/m.exec(text) ?? [];
    if (!number || !title || !status || Number(name.slice(0, 4)) !== Number(number))
      return [
        { file: path, what: 'must begin with "# N. Title", N as in its name, and have a line "Status: …"' },
      ];
    const row = `| ${number} | [${title}](${name}) | ${status} |`;
    if (decisions.includes(`\n${row}`)) return [];
    return [
      {
        file: path,
        what: `is not listed in docs/decisions/README.md as: ${row} (one line that sums it up) |`,
      },
    ];
  });
}

/** Everything that is wrong with the documents as a whole. */
export function documentViolations(files: readonly SourceFile[]): Violation[] {
  return [...linkViolations(files), ...pathViolations(files), ...indexViolations(files)];
}
