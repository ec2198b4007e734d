import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Context } from 'aws-lambda';
import type { Express } from 'express';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testIssuer, userClaims } from '../../support/app-tokens.ts';
import { type PackedVerify, packVerify } from '../../support/packed-verify.ts';

/** The examples of docs/integrate/, run as an app would run them: with the tarball, and keys that they fetch. */

const folder = new URL('../../../docs/integrate/examples/', import.meta.url);
const page = readFileSync(new URL('../../../docs/integrate/verifying.md', import.meta.url), 'utf8');
const names = readdirSync(folder).map((file) => file.replace('.ts', ''));
const audience = 'https://api.shop.example';

let packed: PackedVerify;
let authority: Awaited<ReturnType<typeof testIssuer>>;
let stage: Server;
let issuer: string;
beforeAll(async () => {
  packed = await packVerify();
  stage = createServer((request, response) => {
    const isKeys = request.url === '/.well-known/jwks.json';
    response.writeHead(isKeys ? 200 : 404, { 'content-type': 'application/json' });
    response.end(isKeys ? JSON.stringify(authority.jwks) : '{}');
  }).listen(0);
  issuer = `http://localhost:${(stage.address() as AddressInfo).port}`;
  authority = await testIssuer(issuer, audience);
  process.env['ISSUER'] = issuer;
});
afterAll(() => {
  delete process.env['ISSUER'];
  packed.remove();
  stage.close();
});

const now = () => Math.floor(Date.now() / 1000);
const strong = () => authority.sign(userClaims(now()));
const weak = () => authority.sign({ ...userClaims(now()), acr: 'aal1' });
const forAnother = () => authority.sign({ ...userClaims(now()), aud: 'https://other.example' });
const idToken = () => authority.sign(userClaims(now()), { typ: 'JWT' });
const withToken = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

const example = <Module>(name: string) => packed.run<Module>(new URL(`${name}.ts`, folder));

test.each(names)('the page shows the example %s as it is', (name) => {
  expect(page).toContain(`\`\`\`ts\n${readFileSync(new URL(`${name}.ts`, folder), 'utf8')}\`\`\``);
});

/** How each example answers to a token: whether it takes it for reading, and for what needs a strong sign-in. */
interface Answers {
  readonly read: (token: string) => Promise<number>;
  readonly pay: (token: string) => Promise<number>;
}

const inExpress = async (): Promise<Answers> => {
  const { app } = await example<{ app: Express }>('express');
  const request = async (method: string, path: string, token: string) => {
    const server = createServer(app).listen(0);
    try {
      const { port } = server.address() as AddressInfo;
      return (await fetch(`http://localhost:${port}${path}`, { method, ...withToken(token) })).status;
    } finally {
      server.close();
    }
  };
  return {
    read: (token) => request('GET', '/orders', token),
    pay: (token) => request('POST', '/payments', token),
  };
};

const inHono = async (): Promise<Answers> => {
  const { app } = await example<{ app: Hono }>('hono');
  const request = async (method: string, path: string, token: string) =>
    (await app.request(path, { method, ...withToken(token) })).status;
  return {
    read: (token) => request('GET', '/orders', token),
    pay: (token) => request('POST', '/payments', token),
  };
};

const inFetch = async (): Promise<Answers> => {
  const { POST } = await example<{ POST: (request: Request) => Promise<Response> }>('fetch');
  const pay = async (token: string) =>
    (await POST(new Request('https://api.shop.example/payments', { method: 'POST', ...withToken(token) })))
      .status;
  return { read: async (token) => ((await pay(token)) === 401 ? 401 : 200), pay };
};

const inMiddy = async (): Promise<Answers> => {
  type Handler = (event: object, context: Context) => Promise<{ statusCode: number }>;
  const { handler } = await example<{ handler: Handler }>('middy');
  const context = () => ({ getRemainingTimeInMillis: () => 1000 }) as Context;
  const pay = async (token: string) => (await handler(withToken(token), context())).statusCode;
  return { read: async (token) => ((await pay(token)) === 401 ? 401 : 200), pay };
};

describe.each([
  ['Express', inExpress],
  ['Hono', inHono],
  ['a fetch handler', inFetch],
  ['middy', inMiddy],
])('the example for %s', (_name, load) => {
  test('takes a token for its app, and refuses others', async () => {
    const { read } = await load();
    expect(await read(await strong())).toBe(200);
    for (const other of [await forAnother(), await idToken(), 'nonsense'])
      expect(await read(other)).toBe(401);
  });

  test('asks for a stronger sign-in before a payment', async () => {
    const { pay } = await load();
    expect(await pay(await strong())).toBe(200);
    expect(await pay(await weak())).toBe(401);
  });
});

test('the example of a Lambda authorizer lets strong sign-ins through', async () => {
  type Handler = (event: object) => Promise<{ isAuthorized: boolean }>;
  const { handler } = await example<{ handler: Handler }>('lambda-authorizer');
  expect(await handler(withToken(await strong()))).toMatchObject({ isAuthorized: true });
  for (const other of [await weak(), await forAnother(), await idToken()])
    expect(await handler(withToken(other))).toMatchObject({ isAuthorized: false });
});

test('the example with jose takes a token for its app, and refuses others', async () => {
  const { verify } = await example<{ verify: (token: string) => Promise<{ sub: string }> }>('jose');
  expect(await verify(await strong())).toMatchObject({ sub: 'account-1' });
  for (const other of [await forAnother(), await idToken(), 'nonsense'])
    await expect(verify(other)).rejects.toThrow();
});

test('the example with aws-jwt-verify does the same', async () => {
  const { verify, verifier } = await example<{
    verify: (token: string) => Promise<{ sub: string }>;
    verifier: { cacheJwks: (jwks: object) => void };
  }>('aws-jwt-verify');
  // It fetches keys by https alone.
  verifier.cacheJwks(authority.jwks);
  expect(await verify(await strong())).toMatchObject({ sub: 'account-1' });
  for (const other of [await forAnother(), await idToken()]) await expect(verify(other)).rejects.toThrow();
});

test('the example for API Gateway has an authorizer with the issuer and the audience', async () => {
  const { makeApi } = await example<{ makeApi: (scope: Stack) => void }>('api-gateway');
  const stack = new Stack(new App(), 'Shop');
  makeApi(stack);
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'JWT',
    JwtConfiguration: { Audience: [audience], Issuer: issuer },
  });
});
