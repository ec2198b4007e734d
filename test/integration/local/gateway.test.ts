import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulators, startEmulators } from '../../../local/emulators/index.ts';
import { FunctionPool } from '../../../local/functions/index.ts';
import { checkPort, type Gateway, PortInUseError, startGateway } from '../../../local/gateway/index.ts';
import { type LocalModel, readModel } from '../../../local/template/index.ts';
import { type SmallAssembly, smallService, writeAssembly } from './assembly.ts';
import { type LocalRequest, send } from './client.ts';

const echo = `export const handler = async (event) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'X-Replaced': 'origin', 'X-Kept': 'origin', 'X-Powered-By': 'us' },
  body: JSON.stringify(event),
});`;

const answering = `const answers = {
  cookies: { statusCode: 204, cookies: ['a=1; Path=/', 'b=2'] },
  binary: { statusCode: 200, headers: { 'Content-Type': 'image/png' }, isBase64Encoded: true, body: Buffer.from([0, 255, 128]).toString('base64') },
  plain: { statusCode: 201, body: 'text', headers: { 'X-Number': 7 } },
  inferred: { ok: true },
  nothing: undefined,
  broken: { statusCode: 'many' },
  header: { statusCode: 200, headers: { 'x-bad': 'a\\nb' } },
};
export const handler = async ({ pathParameters: { what } }) => {
  if (what === 'throws') throw new Error('thrown on purpose');
  return answers[what];
};`;

const routes = {
  Exact: 'GET /api/things/first',
  OneThing: 'GET /api/things/{id}',
  AnyThing: 'ANY /api/things/{id}',
  Parts: 'GET /api/things/{id}/parts/{part}',
  Post: 'POST /api/things',
  Rest: 'ANY /api/{proxy+}',
} as const;

describe('the gateway', () => {
  let assembly: SmallAssembly;
  let model: LocalModel;
  let emulators: Emulators;
  let pool: FunctionPool;
  let gateway: Gateway;
  const unexpected: unknown[] = [];

  beforeAll(async () => {
    const functions = Object.fromEntries(Object.entries(routes).map(([id, route]) => [id, { route }]));
    assembly = await writeAssembly(
      { app: smallService({ ...functions, Answer: { route: 'GET /api/answers/{what}' } }) },
      {
        ...Object.fromEntries(Object.keys(routes).map((id) => [`${id}/index.mjs`, echo])),
        'Answer/index.mjs': answering,
        'site/index.html': '<p>the page</p>',
        'site/assets/app.js': 'script()',
        'site/secret/plan.txt': 'no',
        'site/favicon.ico': 'icon',
      },
    );
    model = await readModel(assembly.folder);
    emulators = await startEmulators();
    pool = new FunctionPool(model.functions, emulators, () => undefined);
    gateway = await startGateway(0, {
      model,
      ses: emulators.ses,
      invoke: (arn, event) => pool.invoke(arn, event),
      onUnexpected: (error) => unexpected.push(error),
    });
  });

  afterAll(async () => {
    await gateway.close();
    await pool.close();
    await emulators.close();
    await assembly.remove();
  });

  const ask = (request: LocalRequest | string) =>
    send(gateway.port, typeof request === 'string' ? { path: request } : request);
  const event = async (request: LocalRequest | string) => JSON.parse((await ask(request)).text);

  describe('names of this machine', () => {
    it.each([
      ['localhost:3000', '/inbox/store', 200],
      ['127.0.0.1', '/inbox/store', 200],
      ['[::1]:3000', '/inbox/store', 200],
      ['evil.example.com', '/inbox/store', 421],
      ['localhost.evil.example.com:3000', '/inbox/store', 421],
      ['127.0.0.1.evil.example.com', '/api/things/first', 421],
    ])('Host %s of %s is answered with %i', async (host, path, status) => {
      expect((await ask({ path, headers: { host } })).status).toBe(status);
    });

    it('a page elsewhere cannot empty the inbox', async () => {
      const clear = { method: 'POST', path: '/inbox/clear-store' };
      const headers = { host: 'localhost:3000', origin: 'https://evil.example.com' };
      expect((await ask({ ...clear, headers })).status).toBe(403);
      expect((await ask({ ...clear, headers: { ...headers, origin: 'null' } })).status).toBe(403);
      expect((await ask({ ...clear, headers: { ...headers, origin: 'http://localhost:3000' } })).status).toBe(
        200,
      );
    });
  });

  describe('routes', () => {
    it.each([
      ['GET', '/api/things/first', 'GET /api/things/first', undefined],
      ['POST', '/api/things/first', 'ANY /api/things/{id}', { id: 'first' }],
      ['GET', '/api/things/other', 'GET /api/things/{id}', { id: 'other' }],
      ['DELETE', '/api/things/other', 'ANY /api/things/{id}', { id: 'other' }],
      [
        'GET',
        '/api/things/1/parts/a%2Fb%20c',
        'GET /api/things/{id}/parts/{part}',
        { id: '1', part: 'a/b c' },
      ],
      ['GET', '/api/things/%E0%A4%A', 'GET /api/things/{id}', { id: '%E0%A4%A' }],
      ['PATCH', '/api/things/1/parts/2', 'ANY /api/{proxy+}', { proxy: 'things/1/parts/2' }],
      ['GET', '/api/things/', 'ANY /api/{proxy+}', { proxy: 'things/' }],
      ['POST', '/api/things', 'POST /api/things', undefined],
      ['GET', '/api/things', 'ANY /api/{proxy+}', { proxy: 'things' }],
      ['GET', '/api/things/first/', 'ANY /api/{proxy+}', { proxy: 'things/first/' }],
    ])('%s %s goes to %s', async (method, path, routeKey, pathParameters) => {
      const received = await event({ method, path });
      expect(received.routeKey).toBe(routeKey);
      expect(received.requestContext.routeKey).toBe(routeKey);
      expect(received.pathParameters).toEqual(pathParameters);
    });

    it('a path that no route has is answered by API Gateway itself', async () => {
      const answer = await ask('/api/');
      expect([answer.status, answer.text]).toEqual([404, '{"message":"Not Found"}']);
    });
  });

  describe('events', () => {
    it('are those of payload format 2.0', async () => {
      const before = Date.now();
      const received = await event({
        method: 'POST',
        path: '/api/things?a=1&b=x%20y&a=2&empty',
        headers: {
          'User-Agent': 'test/1',
          'X-Several': ['one', 'two'],
          Cookie: 'c=1; d=2',
          'Content-Type': 'application/json; charset=utf-8',
        },
        body: '{"ü":1}',
      });
      expect(received).toMatchObject({
        version: '2.0',
        rawPath: '/api/things',
        rawQueryString: 'a=1&b=x%20y&a=2&empty',
        queryStringParameters: { a: '1,2', b: 'x y', empty: '' },
        cookies: ['c=1', 'd=2'],
        body: '{"ü":1}',
        isBase64Encoded: false,
        requestContext: {
          accountId: '000000000000',
          apiId: model.api.id,
          domainName: model.api.host,
          domainPrefix: model.api.id,
          http: { method: 'POST', path: '/api/things', protocol: 'HTTP/1.1', userAgent: 'test/1' },
          stage: '$default',
        },
      });
      expect(received.headers).toMatchObject({
        'user-agent': 'test/1',
        'x-several': 'one,two',
        host: model.api.host,
        'x-forwarded-proto': 'https',
        'content-length': '8',
      });
      expect(received.headers).not.toHaveProperty('cookie');
      expect(received.headers).not.toHaveProperty('connection');
      expect(received.requestContext.timeEpoch).toBeGreaterThanOrEqual(before);
      expect(received.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
      expect(received.requestContext.requestId).toMatch(/^[\w-]{15}=$/);
    });

    it('leave out what the request does not have', async () => {
      const received = await event('/api/things/first');
      for (const name of ['cookies', 'queryStringParameters', 'pathParameters', 'body'])
        expect(received).not.toHaveProperty(name);
      expect(received.rawQueryString).toBe('');
    });

    it.each(['image/png', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
      'carry a body of %s in Base64',
      async (type) => {
        const body = Buffer.from([1, 0, 255]);
        const received = await event({
          method: 'POST',
          path: '/api/things',
          headers: { 'content-type': type },
          body,
        });
        expect([received.isBase64Encoded, received.body]).toEqual([true, body.toString('base64')]);
      },
    );
  });

  describe('the edge', () => {
    it('writes the address of the viewer and the secret over whatever the client sends', async () => {
      const { headers, requestContext } = await event({
        path: '/api/things/first',
        from: '127.0.0.77',
        headers: { 'X-Viewer-Address': '1.2.3.4', 'X-Origin-Secret': 'guess', 'X-Forwarded-For': '5.6.7.8' },
      });
      const [api] = model.distribution.behaviors;
      const secret = api?.origin.kind === 'api' ? api.origin.customHeaders['x-origin-secret'] : undefined;
      expect(secret).toMatch(/^[0-9a-f]{64}$/);
      expect(headers).toMatchObject({
        'x-viewer-address': '127.0.0.77',
        'x-origin-secret': secret,
        'x-forwarded-for': '5.6.7.8, 127.0.0.77, 192.0.2.1',
      });
      expect(requestContext.http.sourceIp).toBe('192.0.2.1');
    });

    it('does not stand before a client that calls the API by its own name', async () => {
      const received = await event({
        path: '/api/things/first',
        from: '127.0.0.77',
        headers: { host: model.api.host, 'x-viewer-address': '1.2.3.4' },
      });
      expect(received.headers).not.toHaveProperty('x-origin-secret');
      expect(received.headers['x-viewer-address']).toBe('1.2.3.4');
      expect(received.requestContext.http.sourceIp).toBe('127.0.0.77');
    });

    it('adds the headers of its policy, also to refusals', async () => {
      for (const path of ['/api/things/first', '/', '/absent.js']) {
        const { headers } = await ask(path);
        expect(headers).toMatchObject({
          'strict-transport-security': 'max-age=60; includeSubDomains',
          'x-content-type-options': 'nosniff',
          'x-replaced': 'policy',
        });
        expect(headers['x-kept']).toBe(path.startsWith('/api') ? 'origin' : 'policy');
        expect(headers).not.toHaveProperty('x-powered-by');
      }
    });

    it('serves the same on ::1', async () => {
      expect((await ask({ path: '/', to: '::1' })).text).toBe('<p>the page</p>');
    });
  });

  describe('the site', () => {
    it('has one page for all paths, and its files with type and caching', async () => {
      for (const path of ['/', '/account', '/account/events?x=1']) {
        const page = await ask(path);
        expect([page.status, page.text]).toEqual([200, '<p>the page</p>']);
        expect(page.headers).toMatchObject({ 'content-type': 'text/html', 'cache-control': 'no-cache' });
      }
      const script = await ask('/assets/app.js');
      expect([script.text, script.headers['content-type']]).toEqual(['script()', 'text/javascript']);
    });

    it.each([
      '/absent.js',
      '/secret/plan.txt',
      '/assets/../../Exact/index.mjs',
      '/..%2fExact/index.mjs',
      '/%2e%2e/Exact/index.mjs',
      '/assets/%00.js',
      '/assets/%ZZ.js',
      '//etc/passwd.txt',
    ])('has nothing at %s', async (path) => {
      const answer = await ask(path);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('NoSuchKey');
    });

    it('takes only GET and HEAD', async () => {
      const head = await ask({ method: 'HEAD', path: '/' });
      expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', '15']);
      expect((await ask({ method: 'POST', path: '/' })).status).toBe(403);
    });

    it('lets a function of CloudFront answer, and says when one fails', async () => {
      const moved = await ask('/moved');
      expect([moved.status, moved.headers.location]).toEqual([302, '/']);
      expect((await ask('/broken')).status).toBe(503);
      expect(unexpected.at(-1)).toMatchObject({ message: 'broken' });
    });
  });

  describe("a function's answer", () => {
    it('may have cookies and no body', async () => {
      const answer = await ask('/api/answers/cookies');
      expect([answer.status, answer.headers['set-cookie'], answer.text]).toEqual([
        204,
        ['a=1; Path=/', 'b=2'],
        '',
      ]);
      expect(answer.headers).not.toHaveProperty('content-length');
    });

    it('may be binary', async () => {
      const answer = await ask('/api/answers/binary');
      expect([answer.headers['content-type'], [...answer.bytes]]).toEqual(['image/png', [0, 255, 128]]);
    });

    it('is text where it does not say what it is', async () => {
      const { status, headers, text } = await ask('/api/answers/plain');
      expect([status, text, headers['content-type'], headers['x-number']]).toEqual([
        201,
        'text',
        'text/plain;charset=UTF-8',
        '7',
      ]);
    });

    it('is JSON where it is no answer', async () => {
      const inferred = await ask('/api/answers/inferred');
      expect([inferred.status, inferred.text]).toEqual([200, '{"ok":true}']);
      expect((await ask('/api/answers/nothing')).text).toBe('null');
    });

    it.each(['broken', 'throws', 'header'])('that cannot be sent is an error: %s', async (what) => {
      const answer = await ask(`/api/answers/${what}`);
      expect([answer.status, answer.text]).toEqual([500, '{"message":"Internal Server Error"}']);
    });
  });

  describe('limits', () => {
    it('an event of 6 MB and a body of 10 MB, with and without a length', async () => {
      const megabyte = 1024 * 1024;
      const post = (bytes: number, headers = {}) =>
        ask({
          method: 'POST',
          path: '/api/answers/post',
          headers: { 'content-type': 'text/plain', ...headers },
          body: Buffer.alloc(bytes, 'x'),
        });
      expect((await post(6 * megabyte - 5000)).status).toBe(200);
      for (const bytes of [6 * megabyte, 10 * megabyte, 10 * megabyte + 1])
        for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
          const answer = await post(bytes, headers);
          expect([answer.status, answer.text]).toEqual([413, '{"message":"Request Entity Too Large"}']);
        }
    });

    it('10,240 bytes of request line and header values', async () => {
      expect(
        (await ask({ path: '/api/things/first', headers: { 'x-token': 'x'.repeat(9000) } })).status,
      ).toBe(200);
      const answer = await ask({ path: '/api/things/first', headers: { 'x-token': 'x'.repeat(10_300) } });
      expect([answer.status, answer.text]).toEqual([431, '{"message":"Request Header Fields Too Large"}']);
    });

    it('an address of 8 KB', async () => {
      const answer = await ask(`/api/things/${'x'.repeat(8200)}`);
      expect([answer.status, answer.text]).toEqual([414, '{"message":"Request-URI Too Long"}']);
    });
  });

  it('says that a port is in use', async () => {
    await expect(checkPort(gateway.port)).rejects.toThrow(PortInUseError);
  });
});
