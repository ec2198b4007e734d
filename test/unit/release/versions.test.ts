import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { manifests, readVersion } from '../../../release/versions.ts';

const project = new URL('../../../', import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, project), 'utf8'));

test('the project, its workspaces and the command line have one version', () => {
  const { workspaces } = read('package.json');
  expect(manifests.sort()).toEqual(
    ['package.json', 'cli/package.json', ...workspaces.map((name: string) => `${name}/package.json`)].sort(),
  );
  for (const manifest of manifests) expect(read(manifest).version, manifest).toBe(readVersion('.'));
  const lock = read('package-lock.json');
  for (const name of ['', ...workspaces]) expect(lock.packages[name].version).toBe(readVersion('.'));
});
