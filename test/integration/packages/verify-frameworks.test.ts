import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import express from 'express';
import { Hono } from 'hono';
import { createLocalJWKSet } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as forExpress from '../../../packages/verify/src/express.ts';
import type * as forFetch from '../../../packages/verify/src/fetch.ts';
import type * as forHono from '../../../packages/verify/src/hono.ts';
import type * as verifyPackage from '../../../packages/verify/src/index.ts';
import type * as forLambda from '../../../packages/verify/src/lambda.ts';
import type * as forMiddy from '../../../packages/verify/src/middy.ts';
import { testIssuer, userClaims } from '../../support/app-tokens.ts';
import { type PackedVerify, packVerify } from '../../support/packed-verify.ts';

const issuer = 'https://mfa.example.com';
const audience = 'https://api.shop.example';
const startedAt = 1_796_000_000;
const required = { acr: 'aal2', maxAge: 300 } as const;

let packed: PackedVerify;
let verifier: verifyPackage.Verifier;
let authority: Awaited<ReturnType<typeof testIssuer>>;

beforeAll(async () => {
  packed = await packVerify();
  authority = await testIssuer(issuer, audience);
  const { createVerifier } = await packed.load<typeof verifyPackage>('.');
  const keys = createLocalJWKSet(authority.jwks);
  verifier = createVerifier({ issuer, audience, keys, now: () => new Date(startedAt * 1000) });
});
afterAll(() => packed.remove());

/** What a framework answers to a request with this header. */
type Call = (authorization: string | undefined) => Promise<Response>;

const headersOf = (authorization: string | undefined): Record<string, string> =>
  authorization === undefined ? {} : { authorization };

const inExpress: Call = async (authorization) => {
  const { requireAssurance, identityOf } = await packed.load<typeof forExpress>('./express');
  const app = express();
  app.get('/', requireAssurance(verifier, required), (request, response) => {
    response.json(identityOf(request));
  });
  const server = createServer(app).listen(0);
  try {
    const { port } = server.address() as AddressInfo;
    return await fetch(`http://127.0.0.1:${port}/`, { headers: headersOf(authorization) });
  } finally {
    server.close();
  }
};

const inHono: Call = async (authorization) => {
  const { requireAssurance } = await packed.load<typeof forHono>('./hono');
  const app = new Hono().get('/', requireAssurance(verifier, required), (c) => c.json(c.var.identity));
  return app.request('/', { headers: headersOf(authorization) });
};

const inFetch: Call = async (authorization) => {
  const { requireAssurance } = await packed.load<typeof forFetch>('./fetch');
  const handle = requireAssurance(verifier, required, (_request, identity) => Response.json(identity));
  return handle(new Request('https://api.shop.example/', { headers: headersOf(authorization) }));
};

interface Result {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

const inMiddy: Call = async (authorization) => {
  const { requireAssurance } = await packed.load<typeof forMiddy>('./middy');
  const handler = middy<{ headers: Record<string, string> }, Result, Error, Context & forMiddy.WithIdentity>()
    .use(requireAssurance(verifier, required))
    .handler(async (_event, { identity }) => ({ statusCode: 200, body: JSON.stringify(identity) }));
  const context = { getRemainingTimeInMillis: () => 1000 } as Context & forMiddy.WithIdentity;
  const answer = await handler({ headers: headersOf(authorization) }, context);
  return new Response(answer.body, {
    status: answer.statusCode,
    ...(answer.headers && { headers: answer.headers }),
  });
};

describe.each([
  ['Express 5', inExpress],
  ['Hono 4', inHono],
  ['a fetch handler', inFetch],
  ['middy', inMiddy],
])('in %s, a request', (_framework, call) => {
  test('with a token that is strong and recent enough comes through, with its claims', async () => {
    const answer = await call(`Bearer ${await authority.sign(userClaims(startedAt - 100))}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ iss: issuer, aud: audience, ...userClaims(startedAt - 100) });
  });

  test('without a token is answered with a challenge', async () => {
    const answer = await call(undefined);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await answer.json()).toEqual({});
  });

  test('with a wrong token is told so, and nothing about why', async () => {
    const answer = await call('Bearer not.a.token');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer error="invalid_token", error_description="The access token is invalid or has expired"',
    );
  });

  test('with too weak or too old a sign-in is told what is needed (RFC 9470)', async () => {
    for (const claims of [{ acr: 'aal1' }, { auth_time: startedAt - 400 }]) {
      const token = await authority.sign({ ...userClaims(startedAt), ...claims });
      const answer = await call(`Bearer ${token}`);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('www-authenticate')).toBe(
        'Bearer error="insufficient_user_authentication", error_description="A stronger or more recent sign-in is required", acr_values="aal2", max_age="300"',
      );
      expect(await answer.json()).toMatchObject({ acr_values: 'aal2', max_age: '300' });
    }
  });
});

describe('a Lambda authorizer', () => {
  const authorize = async (headers: Record<string, string>) => {
    const { requireAssurance } = await packed.load<typeof forLambda>('./lambda');
    return requireAssurance(verifier, required)({ headers });
  };

  test('lets a request through with what mapping templates can read', async () => {
    const token = await authority.sign(userClaims(startedAt));
    const context = {
      sub: 'account-1',
      client_id: 'app-1',
      sid: 'session-1',
      acr: 'aal2',
      auth_time: startedAt,
      amr: 'pwd otp mfa',
    };
    expect(await authorize({ authorization: `Bearer ${token}` })).toEqual({ isAuthorized: true, context });
    // REST APIs pass the name on as the client wrote it.
    expect(await authorize({ Authorization: `Bearer ${token}` })).toEqual({ isAuthorized: true, context });
  });

  test('stops a request, with the challenge in its context', async () => {
    expect(await authorize({})).toEqual({ isAuthorized: false, context: { challenge: 'Bearer' } });
    const weak = await authority.sign({ ...userClaims(startedAt), acr: 'aal1' });
    expect(await authorize({ authorization: `Bearer ${weak}` })).toMatchObject({
      isAuthorized: false,
      context: { challenge: expect.stringContaining('acr_values="aal2"') },
    });
  });
});
