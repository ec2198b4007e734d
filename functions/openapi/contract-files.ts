import { openapiDocument } from './document.ts';
import { shapesOf } from './shapes.ts';
import { printTypes } from './types.ts';

/** The contents of the folder contract/, by file name. */
export function contractFiles(): Readonly<Record<string, string>> {
  const document = openapiDocument();
  return {
    'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'api.ts': printTypes(document),
    'shapes.json': `${JSON.stringify(shapesOf(document))}\n`,
  };
}
