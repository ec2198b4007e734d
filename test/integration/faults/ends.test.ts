import { ofEnds } from './ends.ts';
import { testFaults } from './run.ts';

testFaults(ofEnds);
