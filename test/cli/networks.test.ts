import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Home, newHome, removeHome, run } from '../support/terminal.ts';

/** The network of a company: a proxy, and certificates of its own authority. */

const folder = mkdtempSync(join(tmpdir(), 'mfa-network-'));
const certificate = join(folder, 'cert.pem');
/** What the proxy was asked to connect to, with its credentials. */
const asked: { target: string | undefined; credentials: string | undefined }[] = [];
let home: Home;
let service: https.Server;
let proxy: http.Server;
let proxyUrl: string;
const port = (server: http.Server | https.Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  home = newHome();
  const key = join(folder, 'key.pem');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '2'],
      ...[
        '-subj',
        '/CN=mfa.example.com',
        '-addext',
        'subjectAltName=DNS:mfa.example.com,DNS:other.example.com',
      ],
    ],
    { stdio: 'ignore' },
  );
  service = https.createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (request, response) => response.end(request.url === '/api/pods' ? '{"pods":[{"name":"default"}]}' : '[]'),
  );
  proxy = http.createServer();
  proxy.on('connect', (request, socket) => {
    asked.push({ target: request.url, credentials: request.headers['proxy-authorization'] });
    if (request.url?.startsWith('forbidden')) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const inner = connect(port(service), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      inner.pipe(socket);
      socket.pipe(inner);
    });
    for (const end of [inner, socket]) end.on('error', () => undefined);
    return undefined;
  });
  for (const server of [service, proxy])
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  proxyUrl = `http://127.0.0.1:${port(proxy)}`;
});
afterAll(() => {
  removeHome(home);
  rmSync(folder, { recursive: true });
  for (const server of [service, proxy]) {
    server.closeAllConnections();
    server.close();
  }
});

const orgs = (host: string, environment: Record<string, string>) =>
  run(home, ['orgs', '--json', '--server', `https://${host}`], {
    environment: { MFA_TOKEN: 'a.b', NODE_EXTRA_CA_CERTS: certificate, ...environment },
  });
const askedFor = (target: string) => asked.filter((one) => one.target === target);

describe('HTTPS_PROXY', () => {
  test.each([['HTTPS_PROXY'], ['https_proxy']])('as %s is asked for the server', async (name) => {
    asked.length = 0;
    const { code, out } = await orgs('mfa.example.com', { [name]: proxyUrl });
    expect({ code, out }).toEqual({ code: 0, out: '[]\n' });
    expect(askedFor('mfa.example.com:443')).toHaveLength(1);
  });

  test('can have credentials, or no scheme', async () => {
    asked.length = 0;
    await orgs('mfa.example.com', { HTTPS_PROXY: proxyUrl.replace('//', '//user:secret@') });
    expect(asked[0]?.credentials).toBe(`Basic ${Buffer.from('user:secret').toString('base64')}`);
    expect((await orgs('mfa.example.com', { HTTPS_PROXY: proxyUrl.replace('http://', '') })).code).toBe(0);
  });

  test.each([['mfa.example.com'], ['.example.com'], ['localhost,example.com'], ['*']])(
    'is not asked for what NO_PROXY=%s names',
    async (exceptions) => {
      asked.length = 0;
      const { code } = await orgs('mfa.example.com', { HTTPS_PROXY: proxyUrl, NO_PROXY: exceptions });
      expect(code).toBe(3);
      expect(asked).toEqual([]);
    },
  );

  test('is not asked for this machine', async () => {
    asked.length = 0;
    const direct = await orgs(`localhost:${port(service)}`, { HTTPS_PROXY: proxyUrl });
    expect(direct.code).toBe(3);
    expect(asked).toEqual([]);
  });

  test('that refuses, or is not there, is named without its password', async () => {
    const refused = await orgs('forbidden.example.com', {
      HTTPS_PROXY: proxyUrl.replace('//', '//user:secret@'),
    });
    expect(refused.code).toBe(3);
    expect(refused.err).toContain(`went through the proxy 127.0.0.1:${port(proxy)} (HTTPS_PROXY)`);
    expect(refused.err).not.toContain('secret');
    const absent = await orgs('mfa.example.com', { HTTPS_PROXY: 'http://127.0.0.1:9' });
    expect(absent).toMatchObject({ code: 3, err: expect.stringContaining('the connection was refused') });
    const malformed = await orgs('mfa.example.com', { HTTPS_PROXY: 'http://[' });
    expect(malformed.code).toBe(3);
    expect(malformed.err).not.toMatch(/internal error|\n\s+at /);
  });
});

describe('a certificate', () => {
  test('of an authority that is not trusted comes with what to do about it', async () => {
    const { code, err } = await orgs('mfa.example.com', { HTTPS_PROXY: proxyUrl, NODE_EXTRA_CA_CERTS: '' });
    expect(code).toBe(3);
    expect(err).toContain('its certificate is self-signed');
    expect(err).toContain('NODE_EXTRA_CA_CERTS=/path/to/ca.pem');
  });

  test('of another host says so, and has no such advice', async () => {
    const { code, err } = await orgs('third.example.com', { HTTPS_PROXY: proxyUrl });
    expect(code).toBe(3);
    expect(err).toContain('its certificate is for another host');
    expect(err).not.toContain('NODE_EXTRA_CA_CERTS');
  });
});
