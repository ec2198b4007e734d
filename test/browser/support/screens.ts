import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = fileURLToPath(new URL('../../../screenshots', import.meta.url));

const desktop = { width: 1100, height: 800 };
const narrow = { width: 360, height: 740 };

interface Finding {
  id: string;
  help: string;
  nodes: { html: string; any: { message: string }[] }[];
}

async function findings(page: Page, options: object): Promise<string[]> {
  // Through the debugger, which the content security policy does not reach.
  const { violations } = (await page.evaluate(`${axeSource}; axe.run(${JSON.stringify(options)})`)) as {
    violations: Finding[];
  };
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ html, any }) => `  ${html} ${any[0]?.message ?? ''}`).join('\n')}`,
  );
}

/** A picture of the page as it is, for people to look at. */
export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** Runs in the page: what is wider than the window, and controls whose text is wider than they are. */
const wide = `(() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page');
  for (const element of document.querySelectorAll('main *, header *, footer *, dialog *')) {
    if (!element.checkVisibility()) continue;
    const { right, left, width } = element.getBoundingClientRect();
    const isHidden = width <= 1 || element.closest('.skip, .visually-hidden');
    const scrolls = element.parentElement.closest('[class*=scroll], pre, table, ol, textarea, select');
    const sticks = (right > innerWidth + 1 || left < -1) && !scrolls;
    const cut = /^(BUTTON|A|LABEL|H1|H2|H3|P|LEGEND)$/.test(element.tagName) && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline';
    if (!isHidden && (sticks || cut)) found.push(element.tagName + ' ' + element.textContent.slice(0, 60));
  }
  return found;
})()`;

/** What does not fit into the width of the window. */
export const sticksOut = async (page: Page): Promise<string[]> => (await page.evaluate(wide)) as string[];

/**
 * Looks at a state of a page as it is on a desktop, in the dark and on a phone 360 pixels wide: axe must find nothing,
 * nothing may stick out, and a picture of each goes to `screenshots/` for people to look at.
 */
export async function look(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const loading = page.locator('.loading');
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'detached' });
  const before = page.viewportSize() ?? desktop;
  const wrong: string[] = [];
  for (const [view, size, colorScheme] of [
    ['desktop', desktop, 'light'],
    ['dark', desktop, 'dark'],
    ['narrow', narrow, 'light'],
  ] as const) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The dark is other colours, and nothing else.
    const options = colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {};
    wrong.push(...(await findings(page, options)).map((finding) => `${view}: ${finding}`));
    const sticksOut = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    if (sticksOut) wrong.push(`${view}: the page is wider than the window`);
    await page.screenshot({ path: `${folder}/${name}-${view}.png`, fullPage: true });
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  if (wrong.length > 0) throw new Error(`The state "${name}":\n${wrong.join('\n')}`);
}
