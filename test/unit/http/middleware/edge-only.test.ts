import { describe, expect, it } from 'vitest';
import { digest } from '../../../../core/kernel/digest.ts';
import { edgeOnly } from '../../../../functions/http/middleware/edge-only.ts';
import { middlewareHost, passThrough, reasonOf } from '../../../support/middleware.ts';
import { edgeSecret } from '../../../support/service.ts';

const reasonFor = async (headers: Record<string, string>, environment: Record<string, string>) =>
  reasonOf(
    await passThrough(
      edgeOnly,
      { headers },
      { host: { ...middlewareHost, environment: { ...middlewareHost.environment, ...environment } } },
    ),
  );

describe('behind a firewall', () => {
  const stage = {
    EDGE_ONLY: 'true',
    EDGE_SECRET_SHA256: [edgeSecret, 'the secret before'].map(digest).join(','),
  };

  it.each([
    ["with CloudFront's secret", { 'x-origin-secret': edgeSecret }, undefined],
    ['with the secret before, while it is rotated', { 'x-origin-secret': 'the secret before' }, undefined],
    ["at API Gateway's own address", {}, 'not-through-edge'],
    [
      'with the digest that the functions are given',
      { 'x-origin-secret': digest(edgeSecret) },
      'not-through-edge',
    ],
    ['with an empty secret', { 'x-origin-secret': '' }, 'not-through-edge'],
    ['with a guessed secret', { 'x-origin-secret': `${edgeSecret}1` }, 'not-through-edge'],
    [
      'with a header that CloudFront adds, but no secret',
      { 'x-viewer-address': '192.0.2.1' },
      'not-through-edge',
    ],
  ])('a request %s', async (_, headers, reason) => {
    expect(await reasonFor(headers, stage)).toBe(reason);
  });
});

it('without a firewall, API Gateway can be called at its own address', async () => {
  expect(await reasonFor({}, {})).toBeUndefined();
});

it('behind a firewall without a digest, no request is accepted', async () => {
  for (const EDGE_SECRET_SHA256 of ['', ','])
    expect(await reasonFor({ 'x-origin-secret': '' }, { EDGE_ONLY: 'true', EDGE_SECRET_SHA256 })).toBe(
      'not-through-edge',
    );
});
