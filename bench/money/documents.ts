import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { blocksOf } from './blocks.ts';
import type { Units } from './model.ts';

/** The documents with computed parts. */
const documents = ['docs/cost.md', 'README.md'];

const pathOf = (document: string) => fileURLToPath(new URL(`../../${document}`, import.meta.url));

/** What is between `<!-- computed: NAME -->` and `<!-- computed until here -->`. */
const block = /(<!-- computed: (\w+) -->\n)([\s\S]*?)(\n<!-- computed until here -->)/g;

/** A document with the computed parts in their places. @throws Error for a name that nothing computes. */
export function withBlocks(text: string, blocks: Readonly<Record<string, string>>): string {
  return text.replace(block, (_, begin: string, name: string, __: string, end: string) => {
    const computed = blocks[name];
    if (computed === undefined) throw new Error(`Nothing computes "${name}".`);
    return `${begin}${computed}${end}`;
  });
}

function readBlocks(): Readonly<Record<string, string>> {
  const recorded = readFileSync(new URL('../recorded.json', import.meta.url), 'utf8');
  return blocksOf((JSON.parse(recorded) as { walk: Units }).walk);
}

/** The documents whose computed parts are not what the model computes, and the parts that are in no document. */
export function staleDocuments(): readonly string[] {
  const blocks = readBlocks();
  const texts = documents.map((name) => ({ name, text: readFileSync(pathOf(name), 'utf8') }));
  const stale = texts.filter(({ text }) => withBlocks(text, blocks) !== text);
  const used = texts.flatMap(({ text }) => [...text.matchAll(block)].map(([, , name]) => name));
  const unused = Object.keys(blocks).filter((name) => !used.includes(name));
  return [
    ...stale.map(({ name }) => `${name} is not what the model computes: npm run docs:cost`),
    ...unused.map((name) => `No document has the computed part "${name}".`),
  ];
}

export function writeDocuments(): void {
  const blocks = readBlocks();
  for (const name of documents)
    writeFileSync(pathOf(name), withBlocks(readFileSync(pathOf(name), 'utf8'), blocks));
}
