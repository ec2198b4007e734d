import { describe, expect, it } from 'vitest';
import { parseReason } from '../../../core/operator/operator-log.ts';

describe('the reason that an operator gives', () => {
  it('is one line, without the spaces around it', () => {
    expect(parseReason('  seen in person, passport ')).toBe('seen in person, passport');
    expect(parseReason('x'.repeat(300))).toHaveLength(300);
  });

  it.each([
    ['empty', ''],
    ['blank', '   '],
    ['longer than 300 characters', 'x'.repeat(301)],
    ['of two lines', 'one\ntwo'],
    ['of two lines by a Unicode separator', 'one\u2028two'],
    ['with a control character', 'one\u001b[2Jtwo'],
  ])('is refused if it is %s', (_, typed) => {
    expect(parseReason(typed)).toBeUndefined();
  });
});
