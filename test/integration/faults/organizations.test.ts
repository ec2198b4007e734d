import { ofOrganizations } from './organizations.ts';
import { testFaults } from './run.ts';

testFaults(ofOrganizations);
