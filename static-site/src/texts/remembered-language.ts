/**
 * The language of the account that used this browser last, so that the first paint is in it: the account is known only later. It
 * says nothing about who that was.
 */
const name = 'language';

export function rememberedLanguage(): string | undefined {
  try {
    return window.localStorage.getItem(name) ?? undefined;
  } catch {
    // Storage is blocked: the languages of the browser count.
    return undefined;
  }
}

/** @param tag null to forget it @returns whether the next load of the page will know it */
export function rememberLanguage(tag: string | null): boolean {
  try {
    if (tag === null) window.localStorage.removeItem(name);
    else window.localStorage.setItem(name, tag);
    return true;
  } catch {
    return false;
  }
}
