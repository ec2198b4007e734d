import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { baseUrl } from '../support/live-client.ts';

test('the walk of the README works as pasted', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const walk = readme.split('## A walkthrough with curl')[1]?.split('```sh\n')[1]?.split('```')[0] ?? '';
  const script = walk.replace('http://localhost:3000', baseUrl());
  const output = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
  const [account, factor, verification] = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(account.email).toMatch(/^reader-\d+@example\.com$/);
  expect(factor.recoveryCodes).toHaveLength(10);
  expect(verification).toMatchObject({
    email: account.email,
    amr: ['pwd', 'otp'],
    methods: ['password', 'email'],
  });
});
