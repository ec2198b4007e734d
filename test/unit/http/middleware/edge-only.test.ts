import { describe, expect, it } from 'vitest';
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
  const stage = { EDGE_ONLY: 'true', EDGE_SECRET: edgeSecret, EDGE_SECRET_PREVIOUS: 'the secret before' };

  it.each([
    ["with CloudFront's secret", { 'x-origin-secret': edgeSecret }, undefined],
    ['with the secret before, while it is rotated', { 'x-origin-secret': 'the secret before' }, undefined],
    ["at API Gateway's own address", {}, 'not-through-edge'],
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
