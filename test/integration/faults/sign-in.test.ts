import { testFaults } from './run.ts';
import { ofSignIn } from './sign-in.ts';

testFaults(ofSignIn);
