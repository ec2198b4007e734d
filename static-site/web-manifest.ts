import type { Plugin } from 'vite';

/** Writes `manifest.webmanifest`, with which a phone or desktop can keep the dashboard like an app, under the operator's name. */
export function webManifest(name: string): Plugin {
  return {
    name: 'web-manifest',
    generateBundle() {
      const manifest = {
        name,
        short_name: name,
        start_url: '/account',
        display: 'browser',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
        ],
      };
      this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source: JSON.stringify(manifest) });
    },
  };
}
