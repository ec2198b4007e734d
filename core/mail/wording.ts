import type { Formats } from './formats.ts';
import type { AccountKinds, CodeKinds, MessageOf, OperatorKinds, OrganizationKinds } from './messages.ts';
import type { Pages } from './pages.ts';

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** What a mail says, as data. How it looks is the layout's affair: see compose.ts. */
export interface Wording {
  /** What the mail is about: its first line, and its subject after the name of the brand. */
  readonly heading: string;
  /** Where the subject is another one: in full. */
  readonly subject?: string;
  /** What an inbox shows beside the subject; the first paragraph if absent. */
  readonly preheader?: string;
  readonly paragraphs: readonly string[];
  /** What most readers do next; looks like a button. */
  readonly link?: Link;
  /** What to do for a reader who did not expect this mail, with the page that helps. */
  readonly advice: { readonly text: string; readonly link?: Link };
}

/** What a text is written with, besides the parameters of its message. */
export interface TextContext {
  readonly brand: string;
  readonly pages: Pages;
  readonly formats: Formats;
  /** When the mail is written, in epoch milliseconds. */
  readonly now: number;
}

/** A text for each kind of a map: the compiler demands those that are missing. */
export type Texts<Kinds> = {
  readonly [kind in keyof Kinds]: (message: MessageOf<Kinds, kind>, context: TextContext) => Wording;
};

/** All words of mails in one language. A language is one folder in texts/. */
export interface Language {
  /** The language of the HTML document (BCP 47). */
  readonly tag: string;
  /** The locale by which dates, numbers and lists are written (BCP 47). */
  readonly locale: string;
  readonly account: Texts<AccountKinds>;
  readonly organization: Texts<OrganizationKinds>;
  readonly operator: Texts<OperatorKinds>;
  readonly codes: Texts<CodeKinds>;
  readonly labels: {
    /** A date and a time of day, each already written. */
    readonly dateAndTime: (date: string, time: string) => string;
    readonly when: (instant: string) => string;
    readonly from: (networkAddress: string) => string;
    readonly browser: (browser: string) => string;
  };
}
