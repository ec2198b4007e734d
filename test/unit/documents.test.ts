import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { drawPicture, pictureFile } from '../../docs/draw-picture.ts';
import {
  documentFiles,
  documentViolations,
  indexViolations,
  linkViolations,
  pathViolations,
} from '../documents.ts';
import { proseFiles, proseViolations } from '../prose.ts';

const files = documentFiles();
const whats = (violations: readonly { what: string }[]) => violations.map(({ what }) => what);

describe('the documents', () => {
  it('are found: those at the root, in docs and in docs/decisions', () => {
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['README.md', 'docs/storage.md', 'docs/decisions/README.md']),
    );
  });

  it('tell nobody to run `npx mfa` without saying that it is for this repository: the name on npm is not ours', () => {
    const told = files
      .filter(({ path }) => !path.startsWith('docs/decisions/') && path !== 'CONTRIBUTING.md')
      .flatMap(({ path, text }) => text.split(/\n\n|\n(?=\|)/).map((paragraph) => ({ path, paragraph })))
      .filter(({ paragraph }) => paragraph.includes('npx mfa'));
    expect(told.length).toBeGreaterThan(0);
    for (const { path, paragraph } of told) expect(paragraph, path).toMatch(/repository|clone/);
  });

  it('have links and paths that exist, and are all in an index', () => {
    expect(documentViolations(files)).toEqual([]);
  });

  it.each([
    'See [there](nowhere.md).',
    'See [there](README.md#no-such-heading).',
    'See [there](#no-such-heading).',
    '![a picture](docs/images/nothing.svg)',
    '<img src="docs/images/nothing.png" width="250">',
  ])('are searched for dead links: %s', (text) => {
    const changed = files.map((file) => (file.path === 'README.md' ? { ...file, text } : file));
    expect(linkViolations(changed).some(({ file }) => file === 'README.md')).toBe(true);
  });

  it('may link to other sites, to headings, and show links in code', () => {
    const text =
      '# A heading: two words\n[here](#a-heading-two-words) [there](https://example.com/x)\n```\n[x](y.md)\n```\n';
    expect(linkViolations([{ path: 'README.md', text }])).toEqual([]);
  });

  it.each(['core/nothing.ts', 'functions/steps/nothing/', 'docs/nothing.md', '.ci/nothing'])(
    'are searched for paths that do not exist: %s',
    (path) => {
      expect(whats(pathViolations([{ path: 'README.md', text: `See \`${path}\`.` }]))).toHaveLength(1);
    },
  );

  it('name tests on the page of controls that exist', () => {
    const text = 'tested in `stacks/functions`, `stacks/nothing`';
    expect(whats(pathViolations([{ path: 'docs/controls.md', text }]))).toEqual([
      'names `stacks/nothing`, which does not exist',
    ]);
  });

  it('that no index lists are found', () => {
    const added = [...files, { path: 'docs/new.md', text: '# New' }];
    expect(whats(indexViolations(added))).toEqual(['is not listed in docs/README.md']);
  });

  it('that record decisions begin alike, and the index has the same title and status', () => {
    const path = 'docs/decisions/9999-new.md';
    const found = (text: string) => whats(indexViolations([...files, { path, text }]));
    expect(found('# 0999 New\n')).toEqual([expect.stringContaining('must begin with')]);
    expect(found('# 9999. New\n\nStatus: accepted\n')).toEqual([expect.stringContaining('is not listed')]);
  });
});

describe('plain English', () => {
  it('holds in the documents and in the folders that were rewritten', () => {
    expect(proseViolations(proseFiles())).toEqual([]);
  });

  it.each([
    'The user is told by mail.',
    'Which methods count is theirs to say.',
    'A code stands in the mail.',
    'Jobs run by the clock.',
    'A path where there is\nnone ends here.',
    '/**\n * A path where there\n * is none.\n */',
    '// The default, if\n// not said, is 25.',
    'It mends the format.',
    'A challenge is no session.',
    'The account of nobody.',
    'What the organization demands.',
  ])('is missed by: %s', (text) => {
    expect(proseViolations([{ path: 'core/x.ts', text }])).not.toEqual([]);
  });

  it.each([
    'A recovery code stands in for a factor. The tables are billed on demand.',
    'There is no session.',
    'Who is refused?',
    'It says for whom the challenge is.',
  ])('is not missed by: %s', (text) => {
    expect(proseViolations([{ path: 'core/x.ts', text }])).toEqual([]);
  });

  it('does not look at code in documents, and gives the line', () => {
    const text = 'One.\n```\nmend\n```\nRun `mend`.\nIt is told.\n';
    expect(proseViolations([{ path: 'docs/x.md', text }])).toMatchObject([{ file: 'docs/x.md:6' }]);
  });

  it('has a sorted word list for the spell checker', () => {
    const words = readFileSync(new URL('../../cspell-words.txt', import.meta.url), 'utf8')
      .trim()
      .split('\n');
    expect(words).toEqual([...new Set(words)].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase())));
  });
});

test('the architecture picture is drawn from its description: npm run docs:picture', async () => {
  expect(readFileSync(pictureFile, 'utf8')).toBe(await drawPicture());
});
