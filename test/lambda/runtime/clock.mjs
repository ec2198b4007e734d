// @ts-check
// Loaded before AWS's runtime: the functions have the clock of the test, whose time is in a file.
import { readFileSync } from 'node:fs';

const path = process.env['TEST_CLOCK'] ?? '';
delete process.env['TEST_CLOCK'];
Date.now = () => Number(readFileSync(path, 'utf8'));
