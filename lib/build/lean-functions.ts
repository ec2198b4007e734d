import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type Plugin, transform } from 'esbuild';
import { type Step, steps } from '../../functions/steps.ts';
import { projectFolder } from './fingerprint.ts';

/**
 * Leaves out of the bundle of a step what only the description of the API needs: the schemas of its answers, and the rows of
 * all other steps. Loading them would be a tenth of a cold start (decision 151).
 */
export const leanFunctions: Plugin = {
  name: 'lean functions',
  setup(build) {
    const own = join(projectFolder, 'functions');
    const core = join(projectFolder, 'core');
    // Our own modules do nothing when they are loaded, so one whose exports are not used is left out.
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path);
      const isOurs = file.startsWith(own) || file.startsWith(core);
      return isOurs ? { path: file, sideEffects: false } : undefined;
    });
    build.onLoad({ filter: /[\\/]functions[\\/]steps[\\/].*\.ts$/ }, async ({ path }) => {
      const name = relative(join(own, 'steps'), path).replaceAll('\\', '/').replace(/\.ts$/, '');
      const row = steps.find((candidate) => candidate.name === name);
      const text = await readFile(path, 'utf8');
      // esbuild itself tells where a step has a syntax error.
      if (!row || !(await isTypeScript(text))) return undefined;
      return { contents: leanStep(text, row), loader: 'ts', resolveDir: dirname(path) };
    });
    // middy uses streams only for streamed answers. Loading those of the web takes longer than all of our code.
    build.onResolve({ filter: /^node:stream(\/|$)/ }, ({ importer }) =>
      /[\\/]@middy[\\/]core[\\/]/.test(importer)
        ? { path: 'node_modules/no-streams', namespace: 'lean' }
        : undefined,
    );
    // Only QR codes in SVG are drawn. The renderer of PNG brings 30 KB.
    build.onResolve({ filter: /^\.\/(renderer\/(png|utf8|terminal)|browser)$/ }, ({ importer }) =>
      /[\\/]qrcode[\\/]lib[\\/]server\.js$/.test(importer)
        ? { path: 'node_modules/no-renderer', namespace: 'lean' }
        : undefined,
    );
    build.onLoad({ filter: /no-renderer$/, namespace: 'lean' }, () => ({ contents: '', loader: 'js' }));
    build.onLoad({ filter: /no-streams$/, namespace: 'lean' }, () => ({
      contents: 'export const [Readable, ReadableStream, pipeline] = [];',
      loader: 'js',
    }));
    build.onLoad({ filter: /[\\/]functions[\\/]http[\\/]row-of\.ts$/ }, () => ({
      contents: 'export const rowOf = (step) => step.row;',
      loader: 'js',
    }));
  },
};

const isTypeScript = (text: string): Promise<boolean> =>
  transform(text, { loader: 'ts', logLevel: 'silent' }).then(
    () => true,
    () => false,
  );

/** For operations whose row sends no mail: without it, `carryOut` needs no text of any mail. */
export const withoutMails: Plugin = {
  name: 'without mails',
  setup(build) {
    build.onLoad({ filter: /[\\/]functions[\\/]flows[\\/]notify[\\/]send-notices\.ts$/ }, () => ({
      contents: `
        const refuse = () => { throw new Error('the row of this operation sends no mail'); };
        export { refuse as sendNotices, refuse as addressEach };`,
      loader: 'js',
    }));
  },
};

const handlerLine = 'export const handler = toLambda(step);';
const answersBegin = '\n  answers: ';

/** The step with its row, and without its answers. Lines keep their numbers. */
export function leanStep(text: string, row: Step): string {
  const begin = text.indexOf(answersBegin);
  if (begin < 0 || !text.includes(handlerLine))
    throw new Error(`${row.name} is not written as other steps are`);
  const end = endOfProperty(text, begin + answersBegin.length);
  const removed = text.slice(begin, end);
  const lines = removed.replace(/[^\n]/g, '');
  const handler = `export const handler = toLambda({ ...step, row: ${JSON.stringify(row)} });`;
  return `${text.slice(0, begin)}${lines}${text.slice(end)}`.replace(handlerLine, handler);
}

/** Where the property ends whose value begins here: after the comma that is in no bracket, text or comment. */
function endOfProperty(text: string, begin: number): number {
  const token = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[()[\]{},]/g;
  token.lastIndex = begin;
  let depth = 0;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [word] = found;
    if (word === ',' && depth === 0) return token.lastIndex;
    if ('([{'.includes(word)) depth += 1;
    if (')]}'.includes(word)) depth -= 1;
  }
  throw new Error('the property has no end');
}
