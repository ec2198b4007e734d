import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Busy } from '../../../../core/kernel/busy.ts';
import { problem } from '../../../../core/kernel/problem.ts';
import { errorLog } from '../../../../functions/http/middleware/error-log.ts';
import { Refusal } from '../../../../functions/refusal.ts';
import { passThrough } from '../../../support/middleware.ts';

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => void vi.restoreAllMocks());

const fail = (error: Error) => passThrough(errorLog, {}, { operation: () => error });

describe('the log', () => {
  it('has an error by its name and trace, with the invocation', async () => {
    const { context } = await fail(new TypeError('secret 123456'));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'error',
      requestId: context.awsRequestId,
      coldStart: true,
      error: 'TypeError',
      trace: expect.arrayContaining([expect.stringContaining('error-log.test.ts')]),
    });
  });

  it('has nothing of what an error says, which may quote what was sent', async () => {
    await fail(new Error('secret 123456\nsecret 123456'));
    expect(lines.join()).not.toMatch(/secret|123456/);
  });

  it('has no refusals: they are answers', async () => {
    await fail(new Refusal(problem('last-owner')));
    await fail(new Busy());
    await passThrough(errorLog, {});
    expect(lines).toEqual([]);
  });
});
