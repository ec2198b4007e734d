import { Argument, type Command } from 'commander';
import { collect, type Doing, type MakeCommand, yes } from './command-words.ts';
import type { Confirmable } from './confirmation.ts';
import { texts } from './texts/index.ts';
import { type LanguageTag, languageTags } from './texts/languages.ts';

/** The commands that create an account, and change what is its own. */
export function addAccount(program: Command, command: MakeCommand, doing: Doing): void {
  command(program, 'register', texts.help.commands.register)
    .option('--name <name>', texts.help.options.yourName)
    .action(
      doing(async (context, options: { name?: string }) =>
        (await import('./commands/register.ts')).run(context, options),
      ),
    );
  addPassword(command(program, 'password', texts.help.commands.password), command, doing);
  const load = () => import('./commands/account.ts');
  const account = command(program, 'account', texts.help.commands.account).action(
    doing(async (context) => (await load()).show(context)),
  );
  command(account, 'rename', texts.help.commands.accountRename)
    .argument('<name>', texts.help.options.yourName)
    .action(doing(async (context, name: string) => (await load()).rename(context, name)));
  command(account, 'language', texts.help.commands.accountLanguage)
    .addArgument(new Argument('<language>', texts.help.arguments.language).choices(languageTags))
    .action(
      doing(async (context, language: LanguageTag) => (await load()).chooseLanguage(context, language)),
    );
  command(account, 'export', texts.help.commands.accountExport).action(
    doing(async (context) => (await load()).exportData(context)),
  );
  command(account, 'delete', texts.help.commands.accountDelete)
    .option(...yes())
    .action(doing(async (context, options: Confirmable) => (await load()).remove(context, options)));
  command(account, 'keep', texts.help.commands.accountKeep).action(
    doing(async (context) => (await load()).keep(context)),
  );
  addKeys(command(program, 'keys', texts.help.commands.keys), command, doing);
  command(program, 'undo', texts.help.commands.undo)
    .argument('<link>', texts.help.arguments.mailedLink)
    .option(...yes())
    .action(
      doing(async (context, link: string, options: Confirmable) =>
        (await import('./commands/undo.ts')).run(context, link, options),
      ),
    );
}

function addPassword(password: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/password.ts');
  command(password, 'change', texts.help.commands.passwordChange)
    .option('--keep-key <name>', texts.help.options.keepKey, collect)
    .action(
      doing(async (context, options: { keepKey?: readonly string[] }) =>
        (await load()).change(context, options),
      ),
    );
  command(password, 'forgot', texts.help.commands.passwordForgot).action(
    doing(async (context) => (await load()).forgot(context)),
  );
  command(password, 'reset', texts.help.commands.passwordReset)
    .argument('<link>', texts.help.arguments.mailedLink)
    .action(doing(async (context, link: string) => (await load()).reset(context, link)));
}

function addKeys(keys: Command, command: MakeCommand, doing: Doing): void {
  const load = () => import('./commands/keys.ts');
  keys.action(doing(async (context) => (await load()).list(context)));
  command(keys, 'list', texts.help.commands.keysList).action(
    doing(async (context) => (await load()).list(context)),
  );
  command(keys, 'add', texts.help.commands.keysAdd)
    .argument('<file>', texts.help.arguments.publicKey)
    .option('--name <name>', texts.help.options.keyName)
    .action(
      doing(async (context, file: string, options: { name?: string }) =>
        (await load()).add(context, file, options),
      ),
    );
  command(keys, 'remove', texts.help.commands.keysRemove)
    .argument('<name>', texts.help.arguments.keyName)
    .option(...yes())
    .action(
      doing(async (context, name: string, options: Confirmable) =>
        (await load()).remove(context, name, options),
      ),
    );
}
