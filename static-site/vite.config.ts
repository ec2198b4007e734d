import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { brandColors } from './brand-colors.ts';
import { webManifest } from './web-manifest.ts';

const brandName = process.env['BRAND_NAME'] ?? 'Accounts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The scripts of a language begin with its tag: `text-de.organizations-HASH.js`. */
function scriptName({ facadeModuleId }: { facadeModuleId?: string | null }): string {
  const [, tag, file] = /\/src\/texts\/([^/]+)\/([^/]+)\.ts$/.exec(facadeModuleId ?? '') ?? [];
  return tag === undefined ? 'assets/[name]-[hash].js' : `assets/text-${tag}.${file}-[hash].js`;
}

/**
 * The dashboard as static files in build/site. No page contains a script or style, and nothing is inlined as a
 * `data:` URL, so that the content security policy needs no exception for either.
 * The environment variables are the operator's settings; lib/build/site.ts names them.
 */
export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [brandColors(process.env['BRAND_COLOR'], process.env['BRAND_COLOR_DARK']), webManifest(brandName)],
  define: {
    __BRAND_NAME__: JSON.stringify(brandName),
    __SUPPORT_ADDRESS__: JSON.stringify(process.env['SUPPORT_ADDRESS'] ?? ''),
    __TERMS_URL__: JSON.stringify(process.env['TERMS_URL'] ?? ''),
    __PRIVACY_URL__: JSON.stringify(process.env['PRIVACY_URL'] ?? ''),
    __PASSWORD_MIN_LENGTH__: JSON.stringify(Number(process.env['PASSWORD_MIN_LENGTH'] ?? 15)),
  },
  build: {
    outDir: here('../build/site'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: true,
    // The licenses of what the scripts contain, beside them.
    license: { fileName: 'licenses.md' },
    rollupOptions: { output: { chunkFileNames: scriptName } },
  },
});
