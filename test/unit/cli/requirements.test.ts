import { describe, expect, it } from 'vitest';
import { enablingCommands, howToMeet, sentencesAbout } from '../../../cli/api/requirements.ts';

const acme = { id: 'o1', name: 'Acme', accept: ['authenticator'] } as const;
const beta = { id: 'o2', name: 'Beta', accept: ['email', 'authenticator'] } as const;
const confirmed = { ...beta, awaitsConfirmation: true } as const;

describe('the commands that meet requirements', () => {
  it('enable one factor that all accept, or one for each', () => {
    expect(enablingCommands([acme, beta])).toEqual(['mfa factors enable authenticator']);
    expect(enablingCommands([beta])).toEqual(['mfa factors enable email  # or authenticator']);
    expect(enablingCommands([acme, { accept: ['email'] }])).toEqual([
      'mfa factors enable authenticator',
      'mfa factors enable email',
    ]);
    expect(enablingCommands([])).toEqual([]);
  });

  it('enable no passkey, which a browser makes', () => {
    const any = { accept: ['email', 'authenticator', 'passkey'] } as const;
    expect(enablingCommands([any])).toEqual(['mfa factors enable email  # or authenticator']);
    expect(enablingCommands([{ accept: ['passkey'] }])).toEqual([]);
    const only = { id: 'o3', name: 'Gamma', accept: ['passkey'] } as const;
    expect(howToMeet([only], 'https://mfa.example.com/a')).toEqual([
      'Gamma accepts passkey.',
      'or in the browser: https://mfa.example.com/a',
    ]);
  });

  it('do not enable a factor for an owner who must confirm the account', () => {
    expect(enablingCommands([confirmed])).toEqual([]);
    expect(enablingCommands([acme, confirmed])).toEqual(['mfa factors enable authenticator']);
  });
});

describe('below a refusal', () => {
  it('is how to meet it, on a terminal and in a browser', () => {
    expect(howToMeet([acme], 'https://mfa.example.com/a')).toEqual([
      'Acme accepts authenticator.',
      '  mfa factors enable authenticator',
      '  mfa signin',
      'or in the browser: https://mfa.example.com/a',
    ]);
  });

  it('says who to ask if an owner must confirm the account, and no factor to enable', () => {
    const ask = 'Ask an owner of Beta to confirm that this account is still yours.';
    expect(howToMeet([confirmed], 'https://mfa.example.com/a')).toEqual([ask]);
    expect(howToMeet([acme, confirmed], 'https://mfa.example.com/a').slice(0, 3)).toEqual([
      'Acme accepts authenticator.',
      ask,
      '  mfa factors enable authenticator',
    ]);
  });
});

it('a session that does not meet requirements says which', () => {
  expect(sentencesAbout([acme, confirmed])).toEqual([
    'Acme requires a factor (authenticator), and this session was made without it.',
    'Ask an owner of Beta to confirm that this account is still yours.',
  ]);
});
