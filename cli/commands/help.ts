import type { Command, Option } from 'commander';
import { usageFailure } from '../failure.ts';
import type { HelpTopic } from '../texts/en/help.ts';
import { texts } from '../texts/index.ts';
import { version } from '../version.ts';

const topics = () => Object.entries<HelpTopic>(texts.help.topics);

/** `mfa help COMMAND` and `mfa help TOPIC`. @throws Failure if there is neither */
export function helpOn(program: Command, words: readonly string[]): string {
  const topic = topics().find(([name]) => words.length === 1 && words[0] === name)?.[1];
  if (topic) return paragraph(topic);
  let command = program;
  for (const word of words) {
    const below = command.commands.find((one) => one.name() === word);
    if (!below)
      throw usageFailure(
        texts.help.noSuchTopic(
          words.join(' '),
          topics().map(([name]) => name),
        ),
      );
    command = below;
  }
  const lines: string[] = [];
  program.configureOutput({ writeOut: (text) => void lines.push(text) });
  command.copyInheritedSettings(program).outputHelp();
  return lines.join('').trimEnd();
}

function paragraph(topic: HelpTopic): string {
  if ('text' in topic) return topic.text;
  const width = Math.max(...topic.rows.map(([word]) => word.length));
  return topic.rows.map(([word, meaning]) => `${word.padEnd(width)}  ${meaning}`).join('\n');
}

/** The manual page in the language of `man`, made from the commands themselves. */
export function manualPage(program: Command): string {
  const { manual, description } = texts.help;
  const section = (title: string) => `.SH ${roff(title.toUpperCase())}`;
  return [
    `.TH MFA 1 "" "mfa ${version}"`,
    section(manual.name),
    `mfa \\- ${roff(description.split('. ')[0] ?? '').replace(/\.$/, '')}`,
    section(manual.synopsis),
    '.B mfa',
    `[${roff('options')}] ${roff('command')}`,
    section(manual.description),
    roff(description),
    section(manual.options),
    ...program.options.flatMap(optionEntry),
    section(manual.commands),
    ...program.commands.flatMap((command) => commandEntries(command, 'mfa')),
    ...topics().flatMap(([, topic]) => [section(topic.title), ...topicEntries(topic)]),
  ].join('\n');
}

function commandEntries(command: Command, above: string): readonly string[] {
  const path = `${above} ${command.name()}`;
  const given = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [
    '.TP',
    `.B ${roff([path, ...given].join(' '))}`,
    roff(command.description()),
    ...command.options.flatMap((option) => ['.RS', ...optionEntry(option), '.RE']),
    ...command.commands.flatMap((below) => commandEntries(below, path)),
  ];
}

const optionEntry = ({ flags, description }: Option): readonly string[] => [
  '.TP',
  `.B ${roff(flags)}`,
  roff(description),
];

function topicEntries(topic: HelpTopic): readonly string[] {
  if ('text' in topic) return [roff(topic.text)];
  return topic.rows.flatMap(([word, meaning]) => ['.TP', `.B ${roff(word)}`, roff(meaning)]);
}

/** A text in which nothing is a request of roff, and a dash is one that can be copied. */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1');
