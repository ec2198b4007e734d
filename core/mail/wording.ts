import type { UnnamedProgram } from '../kernel/client-program.ts';
import type { Formats } from './formats.ts';
import type {
  AccountKinds,
  CodeKinds,
  FactorReference,
  MessageOf,
  OperatorKinds,
  OrganizationKinds,
} from './messages.ts';
import type { Pages } from './pages.ts';

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** What a mail says, as data. The layout is in compose.ts. */
export interface Wording {
  /** The first line of the mail and, after the name of the brand, its subject. */
  readonly heading: string;
  /** The whole subject, if it is not made from the heading. */
  readonly subject?: string;
  /** The preview that inboxes show next to the subject. Default: the first paragraph. */
  readonly preheader?: string;
  readonly paragraphs: readonly string[];
  /** What most readers will do next. It looks like a button. */
  readonly link?: Link;
  /** What a reader who did not expect this mail should do, with a link to the page that helps. */
  readonly advice: { readonly text: string; readonly link?: Link };
}

/** What a text can use besides the parameters of its message. */
export interface TextContext {
  readonly brand: string;
  readonly pages: Pages;
  readonly formats: Formats;
  /** The name that its user gave a factor; undefined if it has none but that of its method. */
  readonly givenName: (factor: FactorReference) => string | undefined;
  /** When the mail is written, in epoch milliseconds. */
  readonly now: number;
}

/** One text for each kind of a map: a missing one does not compile. */
export type Texts<Kinds> = {
  readonly [kind in keyof Kinds]: (message: MessageOf<Kinds, kind>, context: TextContext) => Wording;
};

/** All words of mails in one language. A language is one folder in texts/. */
export interface Language {
  /** The language of the HTML document (BCP 47). */
  readonly tag: string;
  /** The locale for dates, numbers and lists (BCP 47). */
  readonly locale: string;
  readonly account: Texts<AccountKinds>;
  readonly organization: Texts<OrganizationKinds>;
  readonly operator: Texts<OperatorKinds>;
  readonly codes: Texts<CodeKinds>;
  readonly labels: {
    /** Joins a formatted date and a formatted time of day. */
    readonly dateAndTime: (date: string, time: string) => string;
    readonly when: (instant: string) => string;
    readonly from: (networkAddress: string) => string;
    readonly browser: (browser: string) => string;
    /** Browsers and programs. */
    readonly programs: {
      /** Joins the name of one and of the system that it runs on. */
      readonly on: (program: string, system: string) => string;
      /** Those that are not the name of a product. */
      readonly names: Readonly<Record<UnnamedProgram, string>>;
    };
    /** How to get help. */
    readonly support: (emailAddress: string) => string;
  };
}
