import { ofPasskeys } from './passkeys.ts';
import { testFaults } from './run.ts';

testFaults(ofPasskeys);
