import { writeFileSync } from 'node:fs';
import { openapiDocument } from './document.ts';

const file = new URL('../../docs/openapi.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(openapiDocument(), null, 2)}\n`);
console.log('wrote docs/openapi.json');
