import { writeFileSync } from 'node:fs';
import { openapiDocument } from './document.ts';

const file = new URL('../../contract/openapi.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(openapiDocument(), null, 2)}\n`);
console.log('wrote contract/openapi.json');
