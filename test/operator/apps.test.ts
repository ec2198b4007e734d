import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { add, list, remove, rotateSecret, show } from '../../operator/commands/apps.ts';
import { run as showLog } from '../../operator/commands/log.ts';
import { type OperatedService, Recorded, startOperatedService, who } from '../support/operator.ts';
import { register, session } from '../support/people.ts';

let service: OperatedService;
beforeAll(async () => {
  service = await startOperatedService();
});
afterAll(() => service.close());

type Command = (context: Awaited<ReturnType<OperatedService['context']>>) => Promise<void>;

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
async function answerOf(command: Command): Promise<any> {
  const output = new Recorded();
  await command(await service.context(output));
  return output.values[0];
}
const registered = (name: string, audience: string) =>
  answerOf((context) => add(context, { name, audience }));

describe('apps', () => {
  test('are registered, listed, shown and removed, and the log says by whom', async () => {
    const app = await registered('Shop', 'https://api.shop.example');
    expect(app).toMatchObject({ name: 'Shop', audience: 'https://api.shop.example' });
    service.clock.now += 1000;
    const other = await registered('Chat', 'chat');
    expect(await answerOf(list)).toEqual({ apps: [app, other] });
    expect(await answerOf((context) => show(context, app.id))).toMatchObject({
      ...app,
      issuer: 'https://mfa.example.com',
    });

    const token = await session(service, await register(service));
    const ask = () => service.call('auth/token', { token, body: { audience: app.audience } });
    expect((await ask()).status).toBe(200);
    await answerOf((context) => remove(context, app.id));
    expect(await ask()).toMatchObject({ status: 404, body: { reason: 'app-unknown' } });
    expect(await answerOf(list)).toEqual({ apps: [other] });

    const { events } = await answerOf((context) => showLog(context, 10));
    const { id, name, audience } = app;
    expect(events.find((entry: { kind: string }) => entry.kind === 'app-removed')).toMatchObject({
      app: { id, name, audience },
      by: who,
    });
    const lines = new Recorded(false);
    await showLog(await service.context(lines), 10);
  });

  test('with the audience of another one are refused, also at the same moment', async () => {
    const racing = await Promise.allSettled([registered('One', 'race'), registered('Two', 'race')]);
    expect(racing.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(registered('Three', 'race')).rejects.toThrow('Another app has the audience race.');
    const { apps } = await answerOf(list);
    expect(apps.filter((app: { audience: string }) => app.audience === 'race')).toHaveLength(1);
  });

  test('can take an audience that has become free', async () => {
    const { id } = await registered('Old', 'free');
    await answerOf((context) => remove(context, id));
    expect(await registered('New', 'free')).toMatchObject({ audience: 'free' });
  });

  test('that do not exist are neither shown nor removed', async () => {
    for (const id of ['operator.none', 'other.none', '', '.'])
      await expect(answerOf((context) => show(context, id || 'x'))).rejects.toThrow(
        'There is no app with the id',
      );
  });

  test.each([
    ['', 'https://a.example', 'The name must be'],
    ['Shop', 'two words', 'The audience must be 1 to 200'],
    ['Shop', 'https://mfa.example.com/', 'The audience must not be the address of this service.'],
  ])('named %j for %j are refused', async (name, audience, words) => {
    await expect(registered(name, audience)).rejects.toThrow(words);
  });

  test('that run on a server have a secret, which is shown once and can be changed', async () => {
    const options = { name: 'Desk', audience: 'desk', redirectUri: ['https://desk.example/callback'] };
    const app = await answerOf((context) => add(context, { ...options, confidential: true }));
    expect(app).toMatchObject({ kind: 'confidential', redirectURIs: options.redirectUri });
    expect(app.secret).toMatch(/^[\w-]{43}$/);
    const changed = await answerOf((context) => rotateSecret(context, app.id));
    expect(changed.secret).toMatch(/^[\w-]{43}$/);
    expect(changed.secret).not.toBe(app.secret);
    expect(await answerOf((context) => show(context, app.id))).not.toHaveProperty('secret');
    const words = new Recorded(false);
    await rotateSecret(await service.context(words), app.id);
    await show(await service.context(words), app.id);
    const { events } = await answerOf((context) => showLog(context, 10));
    const entry = events.find(({ kind }: { kind: string }) => kind === 'app-secret-changed');
    expect(entry).toMatchObject({ app: { id: app.id }, by: who });
    expect(JSON.stringify(events)).not.toContain(changed.secret);
    const open = await answerOf((context) => add(context, { ...options, audience: 'open' }));
    expect(open).toMatchObject({ kind: 'public' });
    await expect(answerOf((context) => rotateSecret(context, open.id))).rejects.toThrow('it has no secret');
    await expect(
      answerOf((context) => add(context, { name: 'Api', audience: 'api', confidential: true })),
    ).rejects.toThrow('Name a --redirect-uri');
    await expect(
      answerOf((context) => add(context, { ...options, redirectUri: ['http://desk.example/'] })),
    ).rejects.toThrow('must begin with https://');
  });

  test('are commands of the operator', async () => {
    const help = await service.command(['apps', '--help']);
    expect(help).toMatchObject({ code: 0 });
    expect(help.out).toMatch(/add .*list.*show.*remove/s);
    const added = await service.command([
      'apps',
      'add',
      '--name',
      'Till',
      '--audience',
      'till',
      '--stage',
      'test',
      '--redirect-uri',
      'https://till.example/callback',
      '--redirect-uri',
      'https://till.example/other',
      '--yes',
      '--json',
    ]);
    expect(added).toMatchObject({ code: 0 });
    expect(JSON.parse(added.out)).toMatchObject({
      name: 'Till',
      redirectURIs: ['https://till.example/callback', 'https://till.example/other'],
    });
    const again = await service.command([
      'apps',
      'add',
      '--name',
      'Till',
      '--audience',
      'till',
      '--stage',
      'test',
      '--yes',
    ]);
    expect(again).toMatchObject({ code: 1 });
    expect(again.err).toContain('Another app has the audience till.');
    const listed = await service.command(['apps', 'list', '--stage', 'test']);
    expect(listed.out).toContain('Till');
    const unnamed = await service.command(['apps', 'add', '--audience', 'till', '--stage', 'test']);
    expect(unnamed).toMatchObject({ code: 2 });
  });
});
