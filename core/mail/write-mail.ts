import { factorFacts } from '../factors/registry.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import { partsOfClientProgram, shownClientProgram, type UnnamedProgram } from '../kernel/client-program.ts';
import { type Branding, compose, type Mail } from './compose.ts';
import { formatsFor } from './formats.ts';
import type { FactorReference, MessageOf } from './messages.ts';
import type { AddressedNotice } from './notice.ts';
import { pagesAt } from './pages.ts';
import { withSafeWords } from './user-words.ts';
import type { Language, TextContext, Texts, Wording } from './wording.ts';

/** The same for all recipients, until accounts have a time zone. */
const timeZone = 'UTC';

/** Writes the mail of a notice in the given language, which is that of its recipient. */
export function writeMail(
  language: Language,
  branding: Branding,
  notice: AddressedNotice,
  circumstances: Circumstances | { readonly at: number },
): Mail {
  const { brand, origin, support } = branding;
  const formats = formatsFor(language.locale, timeZone, language.labels.dateAndTime);
  const context = { brand, pages: pagesAt(origin), formats, givenName, now: circumstances.at };
  return compose(branding, {
    to: notice.to.email,
    language: language.tag,
    wording: wordingOf(language, notice, context),
    circumstances: circumstanceLines(language, notice, circumstances, context),
    ...(support && { support: language.labels.support(support) }),
    ...(notice.audience === 'code' && { code: notice.message.code }),
  });
}

const givenName = ({ method, name }: FactorReference): string | undefined =>
  name === factorFacts[method].defaultName ? undefined : name;

function wordingOf(language: Language, notice: AddressedNotice, context: TextContext): Wording {
  switch (notice.audience) {
    case 'account':
      return textOf(language.account, notice.message, context);
    case 'member':
      return textOf(language.organization, notice.message, context);
    case 'operator':
      return textOf(language.operator, notice.message, context);
    case 'code':
      return textOf(language.codes, notice.message, context);
  }
}

function textOf<Kinds, Kind extends keyof Kinds>(
  texts: Texts<Kinds>,
  message: MessageOf<Kinds, Kind>,
  context: TextContext,
): Wording {
  return texts[message.kind](withSafeWords(message), context);
}

/**
 * When, from where and with which program the mail was caused. A member only learns when, because the network address
 * of an owner is for the log of the organization. A reminder has none of it, because nobody caused it.
 */
function circumstanceLines(
  { labels }: Language,
  { audience, message }: AddressedNotice,
  circumstances: Circumstances | { readonly at: number },
  { formats }: TextContext,
): readonly string[] {
  if (message.kind === 'mfa-reminder') return [];
  const when = labels.when(formats.instant(circumstances.at));
  if (audience === 'member' || !('address' in circumstances)) return [when];
  const { address, browser } = circumstances;
  return [when, labels.from(address), labels.browser(programPhrase(labels.programs, browser))];
}

function programPhrase({ on, names }: Language['labels']['programs'], stored: string): string {
  const { program, system } = partsOfClientProgram(shownClientProgram(stored));
  const name = names[program as UnnamedProgram] ?? program;
  return system === undefined ? name : on(name, system);
}
