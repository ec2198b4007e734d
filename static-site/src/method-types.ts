import type { FactorType } from '../../contract/api.ts';
import { texts } from './texts/index.ts';

/** Every kind of factor, in the order in which the dashboard shows them: that of its titles. */
export const methodTypes = Object.keys(texts.methods) as readonly FactorType[];
