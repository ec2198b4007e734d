import { describe } from 'vitest';
import { memoryStore } from '../support/memory-store.ts';
import { describeStore } from './store-suite.ts';

/** The store of the models is held to what the store on DynamoDB is held to. */
describe('the store in memory', () =>
  describeStore(async () => ({ store: memoryStore(), close: () => undefined })));
