import { ofFactors } from './factors.ts';
import { testFaults } from './run.ts';

testFaults(ofFactors);
