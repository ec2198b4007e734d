import { writeFileSync } from 'node:fs';
import { contractFiles } from './contract-files.ts';

for (const [name, text] of Object.entries(contractFiles())) {
  writeFileSync(new URL(`../../contract/${name}`, import.meta.url), text);
  console.log(`wrote contract/${name}`);
}
