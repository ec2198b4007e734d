import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';

/*
 * A language that no one speaks, in place of German: English with accents, in brackets, 40 % longer. What is not in brackets on
 * the screen is not in the catalogue, and what does not fit would not fit in a language of long words.
 */

const folder = fileURLToPath(new URL('../../../static-site/src/texts/', import.meta.url));

/** Ids and names of files are no texts. */
const wrapper = `
const accents = { a: 'à', e: 'ë', i: 'î', o: 'ø', u: 'ü', n: 'ñ', A: 'Å', E: 'É', I: 'Í', O: 'Ö', U: 'Û' };
function pseudo(text) {
  if (!/[a-z]/i.test(text)) return text;
  const accented = text.replace(/[aeiounAEIOU]/g, (letter) => accents[letter]);
  const length = Math.ceil(text.length * 0.4);
  return '[' + accented + ' ' + 'løñg wörd '.repeat(Math.ceil(length / 10)).slice(0, length).trim() + ']';
}
function all(value, key) {
  if (key === 'id' || key === 'fileName') return value;
  if (typeof value === 'string') return pseudo(value);
  if (typeof value === 'function') return (...given) => pseudo(value(...given));
  if (Array.isArray(value)) return value.map((inner) => all(inner));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, all(inner, name)]));
}
`;

async function script(file: string, from: string, to: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { ${from} } from './en/${file}.ts';${wrapper}export const ${to} = (format) => all(${from}(format));`,
      resolveDir: folder,
      loader: 'js',
    },
    bundle: true,
    write: false,
    format: 'esm',
  });
  return outputFiles[0]?.text ?? '';
}

/** Gives the pages of a browser with German the pseudo-language. */
export async function speakPseudo(page: Page): Promise<void> {
  for (const [file, from, to] of [
    ['index', 'english', 'german'],
    ['organizations', 'englishOrganizations', 'germanOrganizations'],
  ] as const) {
    const body = await script(file, from, to);
    await page.route(new RegExp(`/assets/text-de\\.${file}-`), (route) =>
      route.fulfill({ contentType: 'text/javascript', body }),
    );
  }
}

/** Runs in the page. What can be read or is read aloud, by one entry for each text node and attribute. */
const readable = `(() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element.closest('script, style, noscript, [lang], [translate=no]')) continue;
    if (element.closest('option, select') || element.checkVisibility()) texts.push(node.textContent.trim());
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (element.hasAttribute(name)) texts.push(element.getAttribute(name).trim());
  return texts.filter((text) => /\\p{L}{2}/u.test(text));
})()`;

/** The texts on the screen that are not in brackets, apart from what the page only passes on. */
export async function untranslated(page: Page, data: readonly RegExp[]): Promise<string[]> {
  const texts = (await page.evaluate(readable)) as string[];
  return texts.filter((text) => !/^\[.*\]$/su.test(text) && !data.some((one) => one.test(text)));
}
