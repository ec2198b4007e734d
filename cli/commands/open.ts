import { spawn } from 'node:child_process';
import { type Context, serviceOf } from '../context.ts';
import { type Page, pages } from '../dashboard-pages.ts';

/** `mfa open [PAGE]`: the dashboard in the browser. The address is printed as well, for another machine's browser. */
export async function run(context: Context, page: Page = 'home'): Promise<void> {
  const { output } = context;
  const { server } = await serviceOf(context);
  const url = `${server}${pages[page]}`;
  const opened = await openInBrowser(url, context.environment);
  if (output.isJson) output.json({ url, opened });
  else output.line(url);
}

async function openInBrowser(url: string, environment: Context['environment']): Promise<boolean> {
  const opener = openerOf(environment);
  if (opener === undefined) return false;
  const [file, ...words] = opener;
  const child = spawn(file, [...words, url], { stdio: 'ignore', detached: true });
  const isStarted = await new Promise<boolean>((resolve) => {
    child.on('spawn', () => resolve(true));
    child.on('error', () => resolve(false));
  });
  child.unref();
  return isStarted;
}

function openerOf(environment: Context['environment']): readonly [string, ...string[]] | undefined {
  const { BROWSER: browser, DISPLAY: display, WAYLAND_DISPLAY: wayland } = environment;
  if (browser) return [browser];
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return display || wayland ? ['xdg-open'] : undefined;
}
