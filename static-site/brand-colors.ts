import type { Plugin } from 'vite';

const parts = (color: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** Mixes two colors, with a `share` of the first one. Both are given as `#rrggbb`. */
function mix(one: string, other: string, share: number): string {
  const mixed = parts(one).map((part, index) => part * share + (parts(other)[index] ?? 0) * (1 - share));
  return `#${mixed.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** The operator's color and the colors derived from it, by their names in style/tokens.css. */
function accents(color: string, { ground, ink }: { readonly ground: string; readonly ink: string }) {
  return {
    '--accent': color,
    '--accent-hover': mix(color, ink, 0.8),
    '--accent-soft': mix(color, ground, 0.12),
    '--focus': color,
  };
}

function replaced(css: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replace(new RegExp(`(\\s${name}: )[^;]+;`), `$1${value};`),
    css,
  );
}

/**
 * Replaces the colors in style/tokens.css by those of the operator.
 * @param light for the light theme, @param dark for the dark one, each as `#rrggbb`; a color that is undefined stays as it is.
 */
export function brandColors(light: string | undefined, dark: string | undefined): Plugin {
  return {
    name: 'brand-colors',
    enforce: 'pre',
    transform(css, id) {
      if (!/\/style\/tokens\.css$/.test(id)) return undefined;
      const [forLight = '', forDark = ''] = css.split(/(?=@media \(prefers-color-scheme: dark\))/);
      return [
        light ? replaced(forLight, accents(light, { ground: '#ffffff', ink: '#000000' })) : forLight,
        dark ? replaced(forDark, accents(dark, { ground: '#1a2129', ink: '#ffffff' })) : forDark,
      ].join('');
    },
  };
}
