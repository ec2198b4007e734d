import type { FactorType } from '../../contract/api.ts';
import { texts } from './texts/index.ts';

/** Every kind of factor, in the order of their titles, in which the dashboard shows them. */
export const methodTypes = Object.keys(texts.methods) as readonly FactorType[];
