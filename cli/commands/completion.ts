import type { Command, Option } from 'commander';
import { suggestions } from '../command-words.ts';
import { texts } from '../texts/index.ts';

interface Word {
  readonly word: string;
  readonly summary: string;
}

/** An option that is followed by a value. */
interface ValueOption extends Word {
  readonly values: readonly string[];
  readonly isFile: boolean;
}

/** A command with the words that can follow it. */
interface Node {
  /** The words of the command, without `mfa`; empty for `mfa` itself. */
  readonly path: readonly string[];
  readonly words: readonly Word[];
  readonly valueOptions: readonly ValueOption[];
  readonly takesFile: boolean;
}

/** `mfa completion SHELL`: a script made from the commands themselves. */
export function completionScript(shell: string, program: Command): string {
  const nodes = nodesOf(program, []);
  if (shell === 'fish') return fish(nodes);
  return shell === 'zsh' ? zsh(nodes) : bash(nodes);
}

function nodesOf(command: Command, path: readonly string[]): Node[] {
  const global = path.length > 0 ? rootOf(command).options : [];
  const options = [...command.options, ...global];
  const children = command.commands.map((child) => ({ word: child.name(), summary: child.summary() }));
  const choices = command.registeredArguments.flatMap((argument) =>
    (argument.argChoices ?? []).map((word) => ({ word, summary: argument.description })),
  );
  const help = { word: '--help', summary: texts.help.help };
  const topics = path.join(' ') === 'help' ? topicWords(rootOf(command)) : [];
  const node = {
    path,
    words: [...children, ...choices, ...topics, ...options.filter(isFlag).map(wordOf), help],
    valueOptions: options.filter((option) => !isFlag(option)).map(valueOptionOf),
    takesFile: command.registeredArguments.some((argument) => argument.name() === 'file'),
  };
  return [node, ...command.commands.flatMap((child) => nodesOf(child, [...path, child.name()]))];
}

const isFlag = ({ required, optional }: Option) => !required && !optional;
const wordOf = ({ long, description }: Option): Word => ({ word: long ?? '', summary: description });

const valueOptionOf = (option: Option): ValueOption => ({
  ...wordOf(option),
  values: option.argChoices ?? suggestions.get(option) ?? [],
  isFile: option.flags.includes('<file>'),
});

const topicWords = (program: Command): readonly Word[] => [
  ...program.commands.map((child) => ({ word: child.name(), summary: child.summary() })),
  ...Object.entries(texts.help.topics).map(([word, { title }]) => ({ word, summary: title })),
];

function rootOf(command: Command): Command {
  return command.parent ? rootOf(command.parent) : command;
}

const allWords = ({ words, valueOptions }: Node): readonly Word[] => [...words, ...valueOptions];
const plainWords = (node: Node) =>
  allWords(node)
    .map(({ word }) => word)
    .join(' ');
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Every option with a value once; one name means the same wherever it is. */
function valueOptionsOf(nodes: readonly Node[]): readonly ValueOption[] {
  const byName = new Map(nodes.flatMap(({ valueOptions }) => valueOptions).map((one) => [one.word, one]));
  return [...byName.values()];
}

const pathsOf = (nodes: readonly Node[]) =>
  nodes.filter(({ path }) => path.length > 0).map(({ path }) => quoted(path.join(' ')));

/** Goes over the words before the cursor: `at` becomes the command, `option` the option whose value is next. */
const wordLoop = (nodes: readonly Node[]) => `if [ -n "$option" ]; then option=''; continue; fi
    case "$word" in ${valueOptionsOf(nodes)
      .map(({ word }) => word)
      .join('|')}) option="$word"; continue;; esac
    case "$at\${at:+ }$word" in ${pathsOf(nodes).join('|')}) at="$at\${at:+ }$word";; esac`;

function bash(nodes: readonly Node[]): string {
  const cases = nodes.map(
    (node) =>
      `    ${quoted(node.path.join(' '))}) words=${quoted(plainWords(node))}${fileMark(node.takesFile)};;`,
  );
  const values = valueOptionsOf(nodes).map(
    ({ word, values: known, isFile }) => `    ${word}) words=${quoted(known.join(' '))}${fileMark(isFile)};;`,
  );
  return `# mfa completion for bash: source <(mfa completion bash)
_mfa() {
  local word at='' option='' words='' files='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    ${wordLoop(nodes)}
  done
  if [ -n "$option" ]; then case "$option" in
${values.join('\n')}
  esac; else case "$at" in
${cases.join('\n')}
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  if [ -n "$files" ]; then COMPREPLY+=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")); fi
}
complete -F _mfa mfa
`;
}

const fileMark = (isFile: boolean) => (isFile ? '; files=1' : '');

function zsh(nodes: readonly Node[]): string {
  const described = (words: readonly Word[]) =>
    words.map(({ word, summary }) => quoted(`${word.replaceAll(':', '\\:')}:${summary}`)).join(' ');
  const cases = nodes.map(
    (node) =>
      `    ${quoted(node.path.join(' '))}) words_=(${described(allWords(node))})${fileMark(node.takesFile)};;`,
  );
  const values = valueOptionsOf(nodes).map(
    ({ word, summary, values: known, isFile }) =>
      `    ${word}) words_=(${described(known.map((one) => ({ word: one, summary })))})${fileMark(isFile)};;`,
  );
  return `#compdef mfa
# mfa completion for zsh: source <(mfa completion zsh)
_mfa() {
  local word at='' option='' files=''
  local -a words_
  for word in "\${words[@]:1:$((CURRENT - 2))}"; do
    ${wordLoop(nodes)}
  done
  if [ -n "$option" ]; then case "$option" in
${values.join('\n')}
  esac; else case "$at" in
${cases.join('\n')}
  esac; fi
  if (( $#words_ )); then _describe 'mfa' words_; fi
  if [ -n "$files" ]; then _files; fi
}
if ! (( $+functions[compdef] )); then autoload -Uz compinit && compinit; fi
compdef _mfa mfa
`;
}

function fish(nodes: readonly Node[]): string {
  const conditionOf = ({ path }: Node) =>
    quoted(`__mfa_at ${quoted(path.join(' '))}`).replaceAll("'\\''", '"');
  const lines = nodes.flatMap((node) => {
    const condition = conditionOf(node);
    const words = node.words.map(
      ({ word, summary }) => `complete -c mfa -f -n ${condition} -a ${quoted(word)} -d ${quoted(summary)}`,
    );
    const options = node.valueOptions.map(({ word, summary, values, isFile }) => {
      const given = isFile ? '-r -F' : `-x -a ${quoted(values.join(' '))}`;
      return `complete -c mfa -n ${condition} -l ${word.replace('--', '')} ${given} -d ${quoted(summary)}`;
    });
    return [...words, ...options, ...(node.takesFile ? [`complete -c mfa -F -n ${condition}`] : [])];
  });
  return `# mfa completion for fish: mfa completion fish | source
function __mfa_at
  set -l at ''
  set -l option ''
  for word in (commandline -opc)[2..]
    if test -n "$option"
      set option ''
      continue
    end
    if contains -- $word ${valueOptionsOf(nodes)
      .map(({ word }) => word)
      .join(' ')}
      set option $word
      continue
    end
    set -l longer (string trim "$at $word")
    if contains -- $longer ${pathsOf(nodes).join(' ')}
      set at $longer
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join('\n')}
`;
}
