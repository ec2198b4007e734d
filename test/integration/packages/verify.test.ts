import { spawnSync } from 'node:child_process';
import { createSecretKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLocalJWKSet } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acrs } from '../../../core/factors/factor.ts';
import type * as verifyPackage from '../../../packages/verify/src/index.ts';
import { testIssuer, userClaims } from '../../support/app-tokens.ts';
import { type PackedVerify, packVerify } from '../../support/packed-verify.ts';

const issuer = 'https://mfa.example.com';
const audience = 'https://api.shop.example';
const startedAt = 1_796_000_000;

let packed: PackedVerify;
let verify: typeof verifyPackage;
let authority: Awaited<ReturnType<typeof testIssuer>>;
const servers: Server[] = [];

beforeAll(async () => {
  packed = await packVerify();
  verify = await packed.load('.');
  authority = await testIssuer(issuer, audience);
});
afterAll(() => {
  packed.remove();
  for (const server of servers) server.close();
});

const verifierAt = (seconds: number) =>
  verify.createVerifier({
    issuer,
    audience,
    keys: createLocalJWKSet(authority.jwks),
    now: () => new Date(seconds * 1000),
  });

/** The code of the refusal, or undefined if the token is accepted. */
async function outcome(token: string, required = {}, seconds = startedAt): Promise<string | undefined> {
  try {
    await verifierAt(seconds).verify(`Bearer ${token}`, required);
    return undefined;
  } catch (error) {
    if (error instanceof verify.AuthenticationError) return error.code;
    throw error;
  }
}

describe('the tarball', () => {
  test('holds scripts, types and a page, and is at most 5 KB compressed', () => {
    const others = packed.files.filter((file) => !/^dist\/[\w-]+\.(js|d\.ts)$/.test(file));
    expect(others).toEqual(['README.md', 'package.json']);
    expect(packed.gzipBytes).toBeLessThanOrEqual(5 * 1024);
  });

  test('types its entries for Express, Hono, fetch handlers, authorizers and middy', () => {
    const compiled = compile(app);
    expect(compiled).toBe('');
    expect(compile(app.replace("acr: 'aal2'", "acr: 'aal9'"))).toContain('\'"aal9"\' is not assignable');
  });
});

/** An app that uses every entry, for the compiler. */
const app = `
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import middy from '@middy/core';
import express from 'express';
import { Hono } from 'hono';
import { type AccessClaims, createVerifier } from '@serverless-mfa/verify';
import * as forExpress from '@serverless-mfa/verify/express';
import * as forFetch from '@serverless-mfa/verify/fetch';
import * as forHono from '@serverless-mfa/verify/hono';
import * as forLambda from '@serverless-mfa/verify/lambda';
import * as forMiddy from '@serverless-mfa/verify/middy';

const verifier = createVerifier({ issuer: '${issuer}', audience: '${audience}' });
const required = { acr: 'aal2', maxAge: 300 } as const;
express().post('/', forExpress.requireAssurance(verifier, required), (request, response) => {
  const { sub }: AccessClaims = forExpress.identityOf(request);
  response.json({ sub });
});
new Hono().post('/', forHono.requireAssurance(verifier, required), (c) => c.text(c.var.identity.sub));
export const fetch = forFetch.requireAssurance(verifier, required, (_request, { sub }) => new Response(sub));
export const authorizer = forLambda.requireAssurance(verifier, required);
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, Context & forMiddy.WithIdentity>()
  .use(forMiddy.requireAssurance(verifier, required))
  .handler(async (_event, { identity }) => ({ statusCode: 200, body: identity.sub }));
`;

/** What the compiler says about an app that has installed the tarball. */
function compile(source: string): string {
  writeFileSync(join(packed.folder, 'app.ts'), source);
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: false },
    ...{ module: 'nodenext', target: 'es2023', types: ['node'] },
  };
  const configuration = join(packed.folder, 'tsconfig.json');
  writeFileSync(configuration, JSON.stringify({ compilerOptions, files: ['app.ts'] }));
  const compiler = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
  return spawnSync(process.execPath, [compiler, '-p', configuration], { encoding: 'utf8' }).stdout;
}

describe('a token', () => {
  const good = () => authority.sign(userClaims(startedAt));

  test('is accepted until it expires, with the difference of clocks that is allowed', async () => {
    const token = await good();
    expect(await outcome(token)).toBeUndefined();
    expect(await outcome(token, {}, startedAt + 304)).toBeUndefined();
    expect(await outcome(token, {}, startedAt + 306)).toBe('invalid_token');
  });

  test.each([
    ['for another app', { aud: 'https://other.example' }, {}],
    ['of another issuer', { iss: 'https://other.example' }, {}],
    ['that is an id token', {}, { typ: 'JWT' }],
    ['without an app', { client_id: undefined }, {}],
    ['that never expires', { exp: undefined }, {}],
    ['of an unknown key', {}, { kid: 'other' }],
  ])('%s is refused', async (_which, claims, header) => {
    const token = await authority.sign({ ...userClaims(startedAt), ...claims }, header);
    expect(await outcome(token)).toBe('invalid_token');
  });

  test('is refused without a signature, or with one of another key or algorithm', async () => {
    const [header, payload] = (await good()).split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
    expect(await outcome(`${none}.${payload}.`)).toBe('invalid_token');
    expect(await outcome(`${header}.${payload}.AAAA`)).toBe('invalid_token');
    expect(await outcome(await authority.sign(userClaims(startedAt), {}, authority.otherKey))).toBe(
      'invalid_token',
    );
    // The public key as the secret of an HMAC.
    const pem = authority.publicKey.export({ type: 'spki', format: 'pem' });
    const forged = createSecretKey(Buffer.from(pem));
    expect(await outcome(await authority.sign(userClaims(startedAt), { alg: 'HS256' }, forged))).toBe(
      'invalid_token',
    );
  });

  test.each(['', 'Bearer', 'Basic dXNlcjpwYXNz', 'Bearer a, Bearer b'])(
    'is missing in "%s"',
    async (header) => {
      await expect(verifierAt(startedAt).verify(header)).rejects.toMatchObject({ code: 'token_missing' });
    },
  );

  test('whose signing keys cannot be fetched is no failure of the caller', async () => {
    const server = createServer((_request, response) => response.writeHead(503).end());
    servers.push(server.listen(0));
    const { port } = server.address() as AddressInfo;
    const verifier = verify.createVerifier({ issuer: `http://localhost:${port}`, audience });
    const failure = await verifier.verify(`Bearer ${await good()}`).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(verify.AuthenticationError);
  });
});

describe('a requirement', () => {
  test('knows the classes of the service, in the same order', () => {
    expect(verify.acrs).toEqual(acrs);
  });

  test.each([
    [{ acr: 'aal1' }, undefined],
    [{ acr: 'aal2' }, undefined],
    [{ acr: 'phr' }, 'insufficient_user_authentication'],
    [{ acr: 'aal2', maxAge: 100 }, undefined],
    [{ acr: 'aal2', maxAge: 94 }, 'insufficient_user_authentication'],
    [{ maxAge: 94 }, 'insufficient_user_authentication'],
  ])('of %j is held against what was proved 100 seconds ago', async (required, expected) => {
    const token = await authority.sign(userClaims(startedAt));
    expect(await outcome(token, required, startedAt + 100)).toBe(expected);
  });

  test('is not met by a token that is not about a user', async () => {
    const { sub, client_id, jti, iat, exp } = userClaims(startedAt);
    const token = await authority.sign({ sub, client_id, jti, iat, exp });
    expect(await outcome(token)).toBeUndefined();
    expect(await outcome(token, { acr: 'aal1' })).toBe('insufficient_user_authentication');
    expect(await outcome(token, { maxAge: 300 })).toBe('insufficient_user_authentication');
  });

  test('that is misspelled fails when the app starts', async () => {
    const { requireAssurance } = await packed.load<{
      requireAssurance: (...parameters: unknown[]) => unknown;
    }>('./express');
    for (const required of [{ acr: 'AAL2' }, { maxAge: '300' }, { maxAge: -1 }, { maxAge: 1.5 }])
      expect(() => requireAssurance(verifierAt(startedAt), required)).toThrow(TypeError);
  });
});
