import { writeDocuments } from './documents.ts';

/** `npm run docs:cost`: computes what docs/cost.md and the README say about costs. */
writeDocuments();
