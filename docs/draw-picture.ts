import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Graphviz } from '@hpcc-js/wasm-graphviz';

export const pictureFile = new URL('images/architecture.svg', import.meta.url);

/** An `img` cannot inherit the colors of its page, so the picture has a background and a dark mode of its own. */
const style = `
    .background { fill: #ffffff }
    text { fill: #1c2733 }
    path, polygon, polyline { stroke: #5b6b7b; fill: none }
    .edge polygon { fill: #5b6b7b }
    .client path { fill: #eef2f6 }
    .aws path { fill: #fdf3e1; stroke: #b06f00 }
    .code path { fill: #e6effc; stroke: #2253b0 }
    .rules path { fill: #dff3e6; stroke: #1d7a45; stroke-width: 2 }
    .group > polygon { stroke-dasharray: 4 3 }
    @media (prefers-color-scheme: dark) {
      .background { fill: #161d25 }
      text { fill: #e6ebf1 }
      path, polygon, polyline { stroke: #93a3b3 }
      .edge polygon { fill: #93a3b3 }
      .client path { fill: #28323d }
      .aws path { fill: #3a2d14; stroke: #e0a33c }
      .code path { fill: #1b2d4d; stroke: #9dbdff }
      .rules path { fill: #17392a; stroke: #6fd3a0 }
    }
  `;

/** The architecture picture as SVG, drawn from its description in DOT. */
export async function drawPicture(): Promise<string> {
  const graphviz = await Graphviz.load();
  const dot = readFileSync(new URL('architecture.dot', import.meta.url), 'utf8');
  const drawn = graphviz.dot(dot, 'svg');
  return `${drawn
    .slice(drawn.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->\n?/g, '')
    // Colors come from the style alone.
    .replace(/ (fill|stroke)="(?:black|none|white|transparent)"/g, '')
    .replace(
      /<polygon points="[^"]*"\/>/,
      '<rect class="background" x="-4" y="-100%" width="200%" height="200%"/>',
    )
    .replace(/(<svg[^>]*>)/, `$1\n<title>Architecture of serverless-mfa</title>\n<style>${style}</style>`)
    .trim()}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(pictureFile, await drawPicture());
