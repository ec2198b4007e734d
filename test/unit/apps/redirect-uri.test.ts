import { describe, expect, it } from 'vitest';
import { isNative, redirectFault } from '../../../core/apps/redirect-uri.ts';

describe('a redirect URI', () => {
  it.each([
    ['https://shop.example/callback', undefined],
    ['https://shop.example/callback?from=mfa', undefined],
    ['https://shop.example', undefined],
    ['http://localhost:4001/callback', undefined],
    ['http://127.0.0.1/callback', undefined],
    ['http://[::1]:4001/callback', undefined],
    [`https://shop.example/${'a'.repeat(479)}`, undefined],
    [`https://shop.example/${'a'.repeat(480)}`, 'redirect-malformed'],
    ['http://shop.example/callback', 'redirect-insecure'],
    ['http://localhost.shop.example/callback', 'redirect-insecure'],
    ['https://shop.example/callback#top', 'redirect-malformed'],
    ['https://*.shop.example/callback', 'redirect-malformed'],
    ['https://shop.example@evil.example/', 'redirect-malformed'],
    ['https://:secret@evil.example/', 'redirect-malformed'],
    ['https://SHOP.example/callback', 'redirect-malformed'],
    ['https://shop.example/a/../b', 'redirect-malformed'],
    ['https:\\\\shop.example', 'redirect-malformed'],
    ['https://shop.example/call back', 'redirect-malformed'],
    ['/callback', 'redirect-malformed'],
    ['', 'redirect-malformed'],
    ['com.example.shop:/callback', undefined],
    ['shop:/callback', 'redirect-scheme'],
    ['javascript:alert(1)', 'redirect-scheme'],
    ['data:text/html,x', 'redirect-scheme'],
  ] as const)('%s: %s', (uri, fault) => {
    expect(redirectFault(uri, 'public')).toBe(fault);
  });

  it('with a scheme of its own is for an app on the machine of the user', () => {
    expect(redirectFault('com.example.shop:/callback', 'confidential')).toBe('redirect-scheme');
  });
});

describe('an app', () => {
  it.each([
    ['public', ['http://127.0.0.1/callback', 'com.example.shop:/callback'], true],
    ['public', ['http://127.0.0.1/callback', 'https://shop.example/callback'], false],
    ['confidential', ['http://localhost:4001/callback'], false],
  ] as const)('that is %s with %j runs on the machine of the user: %s', (kind, uris, isOne) => {
    expect(isNative(kind, uris)).toBe(isOne);
  });
});
