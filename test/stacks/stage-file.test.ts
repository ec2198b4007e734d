import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from '../../lib/settings.ts';
import { requireSender, withStageFile } from '../../lib/stage-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stages-'));
  const write = (stage: string, content: unknown) =>
    writeFileSync(
      join(folder, `${stage}.json`),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  write('prod', {
    domain: 'accounts.example.com',
    alarmAddress: 'operators@example.com',
    replicas: ['eu-west-1', 'eu-north-1'],
    passwordMinLength: 12,
    dashboard: false,
  });
  write('broken', '{"domain": ');
  write('list', ['domain']);
  write('other', { stage: 'prod' });
  write('typo', { domian: 'accounts.example.com' });
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (given: Record<string, unknown>) => withStageFile(given, folder);

describe('the file of a stage', () => {
  it('has its settings: a deployment names the stage, and cannot forget one of them', () => {
    expect(readSettings(read({ stage: 'prod', region: 'eu-central-1' }))).toMatchObject({
      stage: 'prod',
      domain: 'accounts.example.com',
      alarmAddress: 'operators@example.com',
      replicas: ['eu-west-1', 'eu-north-1'],
      passwordMinLength: 12,
      dashboard: false,
      region: 'eu-central-1',
    });
  });

  it('is not needed, and belongs to its stage only', () => {
    expect(read({})).toEqual({});
    expect(read({ stage: 'test', sender: 'a@example.org' })).toEqual({
      stage: 'test',
      sender: 'a@example.org',
    });
  });

  it('agrees with the command line, or nothing is deployed', () => {
    const same = {
      stage: 'prod',
      replicas: 'eu-west-1,eu-north-1',
      passwordMinLength: '12',
      dashboard: 'false',
    };
    expect(readSettings(read(same)).passwordMinLength).toBe(12);
    expect(() => read({ stage: 'prod', domain: 'login.example.com' })).toThrow(
      'The setting "domain" is "accounts.example.com" in stages/prod.json and "login.example.com" on the command line: change the file.',
    );
  });

  it.each([
    ['broken', /^stages\/broken\.json is not valid JSON: /],
    ['list', /^stages\/list\.json must be an object of settings/],
    ['other', /^The setting "stage" is "prod" in stages\/other\.json; it must be "other" or absent\.$/],
  ])('%s.json is refused', (stage, message) => {
    expect(() => read({ stage })).toThrow(SettingsError);
    expect(() => read({ stage })).toThrow(message);
  });

  it('has no unknown settings, and is found by no path', () => {
    expect(() => readSettings(read({ stage: 'typo' }))).toThrow('There is no setting "domian"');
    expect(read({ stage: '../prod' })).toEqual({ stage: '../prod' });
  });
});

describe('the stage prod', () => {
  it('is not deployed without sender and domain: the one that people use would lose both', () => {
    expect(() => requireSender({ stage: 'prod', alarmAddress: 'a@example.com' })).toThrow('stages/prod.json');
    for (const given of [
      { stage: 'prod', domain: 'a.example.com' },
      { stage: 'prod', sender: 'a@b.example' },
      {},
    ])
      expect(() => requireSender(given)).not.toThrow();
  });
});
