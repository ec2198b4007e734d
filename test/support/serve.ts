import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { steps } from '../../functions/steps.ts';
import { type Service, toEvent } from './service.ts';

/** A service with the test's clock behind a port of this machine, for programs that speak HTTP. */
export interface ServedService {
  readonly url: string;
  close(): Promise<void>;
}

export async function serve(service: Service): Promise<ServedService> {
  const server = http.createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const [name, parameters] = routeOf(request.method ?? '', pathname);
    const given = await text(request);
    const answer = await service.send(
      name,
      toEvent(name, {
        parameters,
        headers: request.headers as Record<string, string>,
        query: Object.fromEntries(searchParams),
        ...(given !== '' && { text: given }),
      }),
    );
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function routeOf(method: string, path: string) {
  for (const step of steps) {
    const pattern = step.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const match = step.method === method && new RegExp(`^/api${pattern}$`).exec(path);
    if (match) return [step.name, { ...match.groups }] as const;
  }
  return ['http/not-found', {}] as const;
}
