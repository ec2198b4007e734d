import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listen } from '../../local/emulators/http.ts';
import type { Judgement } from '../../operator/doctor/finding.ts';
import { judgeErrorCaching, judgeMail } from '../../operator/doctor/service.ts';

/** What the doctor asks of CloudFront's cache and of mail. */

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

let answer: (path: string, earlier: number) => Answer;
let asked: string[];
let origin: string;
let close: () => Promise<void>;
beforeAll(async () => {
  const listener = await listen((request, response) => {
    const path = request.url ?? '';
    const { status, headers = {}, text = '' } = answer(path, asked.filter((one) => one === path).length);
    asked.push(path);
    response.writeHead(status, headers).end(text);
  });
  origin = listener.endpoint;
  close = () => listener.close();
});
afterAll(() => close());
beforeEach(() => {
  asked = [];
});

const expectStatus = (judged: Judgement, status: Judgement['status'], words: string) =>
  expect(judged).toMatchObject({ status, detail: expect.stringContaining(words) });

test('an error that is answered anew each time is fine', async () => {
  answer = () => ({ status: 404, headers: { 'x-cache': 'Error from cloudfront' } });
  expectStatus(await judgeErrorCaching(origin), 'ok', 'not kept');
  expect(asked).toEqual([
    ...['/api/no-such-thing', '/api/no-such-thing'],
    ...['/assets/no-such-file.js', '/assets/no-such-file.js'],
  ]);
});

test.each([
  ['an age', { age: '3' }, '/api/'],
  ['a hit', { 'x-cache': 'Hit from cloudfront' }, '/assets/'],
])('an error that is kept has %s the second time, and is a problem', async (_, headers, under) => {
  answer = (path, earlier) => ({ status: 404, ...(earlier > 0 && path.startsWith(under) && { headers }) });
  expectStatus(await judgeErrorCaching(origin), 'problem', under);
});

const problemOf = (reason: string): Answer => ({
  status: 503,
  headers: { 'content-type': 'application/problem+json' },
  text: JSON.stringify({ reason }),
});

test.each([
  ['SES takes it', { status: 202 }, 'ok', 'SES accepts'],
  ['SES refuses it', problemOf('mail-not-sent'), 'problem', 'did not accept'],
  ['others have used up the mails', problemOf('mails-of-the-day-spent'), 'unknown', 'mails-of-the-day-spent'],
  ['a firewall refuses it', { status: 403 }, 'unknown', '403'],
] as const)('a mail where %s', async (_, answered, status, words) => {
  answer = () => answered;
  expectStatus(await judgeMail(origin), status, words);
  expect(asked).toEqual(['/api/account/password/forgot']);
});
