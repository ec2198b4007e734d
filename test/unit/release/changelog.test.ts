import { describe, expect, it } from 'vitest';
import { ChangelogError, notesOf, releaseChangelog } from '../../../release/changelog.ts';

const head = '# Changelog\n\nWords about it.\n\n';
const released = '## 1.0.0 – 2026-01-02\n\n### Added\n\n- The first.\n';

describe('a changelog at a release', () => {
  it('keeps an empty "Unreleased" above what was in it', () => {
    const changelog = `${head}## Unreleased\n\n### Fixed\n\n- A bug.\n\n${released}`;
    const after = `${head}## Unreleased\n\n## 1.0.1 – 2026-02-03\n\n### Fixed\n\n- A bug.\n\n${released}`;
    expect(releaseChangelog(changelog, '1.0.1', '2026-02-03')).toBe(after);
    expect(notesOf(after, '1.0.1')).toBe('### Fixed\n\n- A bug.');
    expect(notesOf(after, '1.0.0')).toBe('### Added\n\n- The first.');
  });

  it('takes words with a dollar sign as they are', () => {
    const changelog = `${head}## Unreleased\n\n- It costs $1 and $& more.\n`;
    expect(releaseChangelog(changelog, '1.0.1', '2026-02-03')).toContain('$1 and $& more');
  });

  it.each([
    ['nothing is under "Unreleased"', `${head}## Unreleased\n\n${released}`],
    ['"Unreleased" is the end', `${head}## Unreleased\n`],
    ['there is no "Unreleased"', `${head}${released}`],
  ])('is refused when %s', (_, changelog) => {
    expect(() => releaseChangelog(changelog, '1.0.1', '2026-02-03')).toThrow(ChangelogError);
  });

  it('has no notes of a version that it does not list', () => {
    const changelog = `${head}## Unreleased\n\n${released}`;
    expect(() => notesOf(changelog, '1.0')).toThrow(ChangelogError);
    expect(() => notesOf(changelog, '2.0.0')).toThrow('CHANGELOG.md has no section for 2.0.0.');
  });
});
