import { join } from 'node:path';
import { projectFolder } from './fingerprint.ts';
import { buildFunctions, type FunctionsBuild } from './functions.ts';

/** Functions that only CloudFormation calls, while it deploys. */
const customResourcesBuild: FunctionsBuild = {
  rows: [{ name: 'edge-secret-digests', file: 'edge-secret-digests.ts' }],
  sourceFolder: join(projectFolder, 'lib/custom-resources'),
  buildFolder: join(projectFolder, 'build/custom-resources'),
};

/** The folder with a folder for the bundle of each of them. */
export const customResourcesFolder = join(customResourcesBuild.buildFolder, 'functions');

/** Bundles the functions of custom resources, unless nothing has changed since the last build. @throws BuildError */
export const buildCustomResources = (): Promise<boolean> => buildFunctions(customResourcesBuild);
