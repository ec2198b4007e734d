import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { SiteBucket, SiteFiles } from '../template/site.ts';
import type { Answer, Header } from './exchange.ts';

/** The content types that an upload to S3 assigns, by file extension. */
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.ico': 'image/vnd.microsoft.icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** Answers like the bucket of the site, from the folders that a deployment would copy into it. */
export async function answerFromBucket(bucket: SiteBucket, path: string): Promise<Answer> {
  const key = keyOf(path);
  for (const files of key === undefined ? [] : bucket.deployments.toReversed()) {
    const answer = await answerFromFiles(files, key ?? '');
    if (answer) return answer;
  }
  return bucket.listable
    ? errorAnswer(404, 'NoSuchKey', 'The specified key does not exist.')
    : errorAnswer(403, 'AccessDenied', 'Access Denied');
}

/** @returns undefined for a path that cannot be a key of the bucket, above all one that leads out of it. */
function keyOf(path: string): string | undefined {
  try {
    const key = decodeURIComponent(path.slice(1));
    const isPlain = key !== '' && normalize(key) === key && !key.startsWith('..') && !/[\0\\]/.test(key);
    return isPlain ? key : undefined;
  } catch {
    return undefined;
  }
}

async function answerFromFiles(files: SiteFiles, key: string): Promise<Answer | undefined> {
  if (!key.startsWith(files.prefix)) return undefined;
  const name = key.slice(files.prefix.length);
  const path = join(files.folder, name);
  if (!isDeployed(files, name) || !(await isFile(path))) return undefined;
  const type = contentTypes[extname(name).toLowerCase()] ?? 'binary/octet-stream';
  const headers: Header[] = Object.entries({ 'content-type': type, ...files.headers });
  return { status: 200, headers, body: await readFile(path) };
}

/** As in `aws s3 sync`: the last pattern that matches counts, and includes come after excludes. */
function isDeployed({ exclude, include }: SiteFiles, name: string): boolean {
  const fits = (pattern: string) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.')}$`,
      's',
    ).test(name);
  return include.some(fits) || !exclude.some(fits);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (it) => it.isFile(),
    () => false,
  );
}

function errorAnswer(status: number, code: string, message: string): Answer {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: [['content-type', 'application/xml']], body: Buffer.from(xml) };
}
