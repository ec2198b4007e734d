/** CHANGELOG.md in the format of keepachangelog.com: the words of users, under the version that brought the change. */

const unreleasedHeading = '## Unreleased';

/** Something is missing that the maintainer has to write first; the message says what. */
export class ChangelogError extends Error {}

/** The text below a heading of the second level, up to the next one. */
function sectionOf(changelog: string, isHeading: (line: string) => boolean): string | undefined {
  const lines = changelog.split('\n');
  const begin = lines.findIndex(isHeading);
  if (begin < 0) return undefined;
  const rest = lines.slice(begin + 1);
  const end = rest.findIndex((line) => line.startsWith('## '));
  return (end < 0 ? rest : rest.slice(0, end)).join('\n').trim();
}

/**
 * Moves everything under "Unreleased" to a section of its own.
 * @param date of the release, as YYYY-MM-DD
 * @throws ChangelogError if nothing is there to release
 */
export function releaseChangelog(changelog: string, version: string, date: string): string {
  const unreleased = sectionOf(changelog, (line) => line === unreleasedHeading);
  if (unreleased === undefined)
    throw new ChangelogError(`CHANGELOG.md has no section "${unreleasedHeading}".`);
  if (unreleased === '')
    throw new ChangelogError(`CHANGELOG.md has nothing under "${unreleasedHeading}": say what users notice.`);
  return changelog.replace(unreleasedHeading, () => `${unreleasedHeading}\n\n## ${version} – ${date}`);
}

/** What CHANGELOG.md says about a version. @throws ChangelogError if it says nothing */
export function notesOf(changelog: string, version: string): string {
  const notes = sectionOf(changelog, (line) => line.startsWith(`## ${version} `));
  if (!notes) throw new ChangelogError(`CHANGELOG.md has no section for ${version}.`);
  return notes;
}
