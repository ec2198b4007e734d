import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { costTables } from './tables.ts';

/** `npm run docs:cost`: writes what the model computes into docs/cost.md. */
const path = fileURLToPath(new URL('../../docs/cost.md', import.meta.url));
writeFileSync(path, costTables(readFileSync(path, 'utf8')));
