import { texts } from './texts/index.ts';

/** A client as the service names it, such as `Firefox on Linux`, in the language of the page. */
export function programTitle(named: string): string {
  const [program = '', system] = named.split(' on ');
  const name = texts.programs.names[program] ?? program;
  return system === undefined ? name : texts.programs.on(name, system);
}
