import type { Plugin } from 'vite';

const parts = (color: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** `share` of one colour, the rest of the other; both as `#rrggbb`. */
function mix(one: string, other: string, share: number): string {
  const mixed = parts(one).map((part, index) => part * share + (parts(other)[index] ?? 0) * (1 - share));
  return `#${mixed.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** The operator's colour and what is made of it, in the names of style/tokens.css. */
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
 * Puts the operator's colours in the place of the ones in style/tokens.css.
 * @param light for the light theme, @param dark for the dark one, each as `#rrggbb`; absent ones stay as they are.
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
