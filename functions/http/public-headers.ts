/** For what any program may read, also a page of another origin, and keep for five minutes. */
export const publicHeaders = {
  'cache-control': 'public, max-age=300',
  'access-control-allow-origin': '*',
} as const;
