import { fileURLToPath } from 'node:url';
import { type SourceFile, sourceFiles, type Violation } from './architecture.ts';
import { documentFiles } from './documents.ts';

/**
 * Folders whose TypeScript sources must be free of the phrases below, in addition to every Markdown document. Add a
 * folder, such as `core` or `local/gateway`, once its sentences have been rewritten.
 */
export const plainFolders: readonly string[] = [
  'cli',
  'core',
  'functions',
  'lib',
  'local',
  'operator',
  'static-site',
];

interface Phrase {
  /** Spaces also match line breaks and the marks that begin a line of a comment. */
  readonly pattern: RegExp;
  readonly instead: string;
}

/** Phrases that read like a translation, or a word that this project does not use, with what to write instead. */
export const bannedPhrases: readonly Phrase[] = [
  {
    pattern: /\b(?:is|are|was|were|be|been|being) (?:also |not |then |all )?told\b/i,
    instead: 'say who notifies, shows or reports it',
  },
  { pattern: /\btells? the rest\b|\bsays the rest\b/i, instead: '"for all options", "for details"' },
  {
    pattern: /\b(?:stands|stood)\b(?! (?:for|in for|out)\b)|\bas it stands\b/i,
    instead: '"is", "appears in", "is kept in"',
  },
  { pattern: /\bmend(?:s|ed|ing)?\b/i, instead: '"fix", "repair"' },
  { pattern: /\bby the clock\b/i, instead: '"on a schedule", "scheduled"' },
  {
    pattern: /\b(?:theirs|yours|ours|his|hers) (?:alone )?to (?:say|make|know|give|take|reset|do)\b/i,
    instead: '"they decide", "you create"',
  },
  {
    pattern:
      /\b(?:where|that|what|which) (?:there |it |they )?(?:is|are) none\b|\bwhere there (?:is|are) (?:one|some)\b/i,
    instead: '"if there is no …", "if any"',
  },
  { pattern: /\bwhere (?:nobody|nothing)\b/i, instead: '"if nobody …"' },
  { pattern: /\bif not (?:said|given)\b/i, instead: '"by default", "default: …"' },
  { pattern: /\belse with\b|\belse (?:it|they|the) \w+s\b/i, instead: '"otherwise"' },
  { pattern: /, else (?!if\b)/i, instead: '"otherwise"' },
  { pattern: /\bbut for (?:the|one|some|its|his|her|their)\b/i, instead: '"except"' },
  { pattern: /\ball else\b/i, instead: '"everything else"' },
  { pattern: /\bof nobody\b|\bnobody's\b/i, instead: '"that does not exist"' },
  {
    pattern: /\b(?:nothing|something|anything|code|word|list|one) of (?:ours|theirs|yours)\b/i,
    instead: '"our own …"',
  },
  { pattern: /(?<!\b(?:to|for|with|from|of|by|about|on|in) )\bwhom\b/i, instead: '"who", "the user who"' },
  {
    pattern: /(?:^|[.:;] )Who (?:is|was|has|may|can|reads|makes) [^?\n]*\.$/m,
    instead: '"Whoever …", "A user who …"',
  },
  {
    pattern:
      /(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b|more\b|less\b|better\b|worse\b|different\b|good\b|one\b|use\b|way\b)\w+/i,
    instead: '"is not a …"',
  },
  { pattern: /\bgood for (?:nothing|all|what)\b/i, instead: '"void", "cannot be used"' },
  { pattern: /\bdoes in place of\b/i, instead: '"works instead of"' },
  { pattern: /\bbit(?:e|es|ing)\b/i, instead: '"takes effect", "in force"' },
  { pattern: /(?<!\bon[- ]|[\w/-])demand(?:s|ed|ing)?\b(?!-)/i, instead: '"MFA requirement", "requires"' },
  { pattern: /\bcom(?:e|es|ing) to (?:be|nothing)\b/i, instead: '"is created", "has no effect"' },
  {
    pattern: /\bcannot be found out\b|\bcould not be found out\b/i,
    instead: '"is unknown", "could not be checked"',
  },
  { pattern: /\blies? ahead\b|\bis ahead\b/i, instead: '"upcoming", "in the future"' },
  { pattern: /\banew\b/i, instead: '"again"' },
  { pattern: /\b(?:therein|whereof|thereby|hereby|whence|thence)\b/i, instead: 'a plain word' },
  { pattern: /\bround (?:the|its|it|CloudFront)\b/i, instead: '"around"' },
  { pattern: /\bis the operator's to\b|\bis the owner's to\b/i, instead: '"the operator decides"' },
];

/** A space in a pattern, as it may look in a comment or a paragraph of several lines. */
const gap = '(?:[ \\t]+|[ \\t]*\\r?\\n[ \\t]*(?:\\*|//|>)?[ \\t]*)';

const spread = ({ source, flags }: RegExp): RegExp =>
  new RegExp(source.replace(/(?<!\\|\[[^\]]*) /g, gap), flags.includes('g') ? flags : `${flags}g`);

const patterns = bannedPhrases.map(({ pattern, instead }) => ({ pattern: spread(pattern), instead }));

const blank = (text: string) => text.replace(/[^\n]/g, ' ');

/** Code and addresses in a document are no sentences: they are blanked, so that line numbers stay. */
const sentencesOf = ({ path, text }: SourceFile): string =>
  path.endsWith('.md')
    ? text
        .replace(/^( *)```[\s\S]*?^\1```$/gm, blank)
        .replace(/`[^`\n]+`/g, blank)
        .replace(/\]\([^)\s]+\)/g, blank)
    : text;

/** Banned phrases, with the line of each. */
export function proseViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => {
    const sentences = sentencesOf(file);
    return patterns.flatMap(({ pattern, instead }) =>
      [...sentences.matchAll(pattern)].map(({ index, 0: found }) => {
        const line = sentences.slice(0, index).split('\n').length;
        return {
          file: `${file.path}:${line}`,
          what: `says "${found.replace(/\s+/g, ' ').trim()}"; write ${instead}`,
        };
      }),
    );
  });
}

/** Texts in other languages than English. */
const isOtherLanguage = (path: string): boolean => /\/texts\/(?!en\/)[\w-]+\//.test(path);

/** Every document, and the TypeScript sources of some folders: by default those that have been rewritten. */
export function proseFiles(folders: readonly string[] = plainFolders): SourceFile[] {
  const isPlain = ({ path }: SourceFile) =>
    /\.tsx?$/.test(path) && !isOtherLanguage(path) && folders.some((folder) => path.startsWith(`${folder}/`));
  return [...documentFiles(), ...sourceFiles().filter(isPlain)];
}

// `npx tsx test/prose.ts core cli` shows what is left to rewrite in these folders.
if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { file, what } of proseViolations(proseFiles(process.argv.slice(2))))
    console.log(`${file} ${what}`);
