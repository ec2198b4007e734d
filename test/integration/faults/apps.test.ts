import { ofApps } from './apps.ts';
import { testFaults } from './run.ts';

testFaults(ofApps);
