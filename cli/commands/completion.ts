import type { Command } from 'commander';
import { texts } from '../texts/index.ts';

/** A command with the words that can follow it. */
interface Node {
  /** The words of the command, without `mfa`; empty for `mfa` itself. */
  readonly path: readonly string[];
  readonly words: readonly { readonly word: string; readonly summary: string }[];
}

/** `mfa completion SHELL`: a script made from the commands themselves. */
export function completionScript(shell: string, program: Command): string {
  const nodes = nodesOf(program, []);
  if (shell === 'fish') return fish(nodes);
  return shell === 'zsh' ? zsh(nodes) : bash(nodes);
}

function nodesOf(command: Command, path: readonly string[]): Node[] {
  const global = path.length > 0 ? rootOf(command).options : [];
  const options = [...command.options, ...global].flatMap(({ long, description }) =>
    long ? [{ word: long, summary: description }] : [],
  );
  const children = command.commands.map((child) => ({ word: child.name(), summary: child.summary() }));
  const choices = command.registeredArguments.flatMap((argument) =>
    (argument.argChoices ?? []).map((word) => ({ word, summary: argument.description })),
  );
  const help = { word: '--help', summary: texts.help.help };
  return [
    { path, words: [...children, ...choices, ...options, help] },
    ...command.commands.flatMap((child) => nodesOf(child, [...path, child.name()])),
  ];
}

function rootOf(command: Command): Command {
  return command.parent ? rootOf(command.parent) : command;
}

const plainWords = ({ words }: Node) => words.map(({ word }) => word).join(' ');
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The words before the cursor that name a command. */
const pathLoop = (nodes: readonly Node[]) => {
  const known = nodes.filter(({ path }) => path.length > 0).map(({ path }) => quoted(path.join(' ')));
  return `case "$at\${at:+ }$word" in ${known.join('|')}) at="$at\${at:+ }$word";; esac`;
};

function bash(nodes: readonly Node[]): string {
  const cases = nodes.map(
    (node) => `    ${quoted(node.path.join(' '))}) words=${quoted(plainWords(node))};;`,
  );
  return `# mfa completion for bash: source <(mfa completion bash)
_mfa() {
  local word at='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    ${pathLoop(nodes)}
  done
  case "$at" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _mfa mfa
`;
}

function zsh(nodes: readonly Node[]): string {
  const described = ({ words }: Node) =>
    words.map(({ word, summary }) => quoted(`${word.replaceAll(':', '\\:')}:${summary}`)).join(' ');
  const cases = nodes.map((node) => `    ${quoted(node.path.join(' '))}) words_=(${described(node)});;`);
  return `#compdef mfa
# mfa completion for zsh: source <(mfa completion zsh)
_mfa() {
  local word at=''
  local -a words_
  for word in "\${words[@]:1:$((CURRENT - 2))}"; do
    ${pathLoop(nodes)}
  done
  case "$at" in
${cases.join('\n')}
  esac
  _describe 'mfa' words_
}
compdef _mfa mfa
`;
}

function fish(nodes: readonly Node[]): string {
  const lines = nodes.flatMap(({ path, words }) =>
    words.map(({ word, summary }) => {
      const condition = quoted(`__mfa_at ${quoted(path.join(' '))}`).replaceAll("'\\''", '"');
      return `complete -c mfa -f -n ${condition} -a ${quoted(word)} -d ${quoted(summary)}`;
    }),
  );
  const known = nodes.filter(({ path }) => path.length > 0).map(({ path }) => quoted(path.join(' ')));
  return `# mfa completion for fish: mfa completion fish | source
function __mfa_at
  set -l at ''
  for word in (commandline -opc)[2..]
    set -l longer (string trim "$at $word")
    if contains -- $longer ${known.join(' ')}
      set at $longer
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join('\n')}
`;
}
