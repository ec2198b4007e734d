import { ofAccounts } from './accounts.ts';
import { testFaults } from './run.ts';

testFaults(ofAccounts);
