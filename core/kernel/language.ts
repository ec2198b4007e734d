/**
 * The languages of the service, by their BCP 47 tags, with the names that their speakers call them. Each has a folder of texts
 * for mails, the dashboard and the command line; the compiler asks for them.
 */
export const languageNames = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' } as const;
export type LanguageTag = keyof typeof languageNames;
export const languageTags = Object.keys(languageNames) as [LanguageTag, ...LanguageTag[]];

/** Longer than any browser sends. */
const maximumHeaderLength = 500;

/** The first language of an `Accept-Language` header (RFC 9110) that we have. */
export function acceptedLanguage(header: string | undefined): LanguageTag | undefined {
  const wanted = (header ?? '')
    .slice(0, maximumHeaderLength)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { tag, weight: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  for (const { tag } of wanted) {
    const known = [tag, tag.split('-')[0]].flatMap((wantedTag) =>
      languageTags.filter((one) => one.toLowerCase() === wantedTag),
    );
    if (known[0] !== undefined) return known[0];
  }
  return undefined;
}
