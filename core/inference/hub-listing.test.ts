// Where the listing of a repository is asked for, page after page.
import { expect, it } from 'vitest';
import { listRepository } from './hub-listing.ts';

const commit = 'a'.repeat(40);
const page = (path: string) => [{ type: 'file', path, size: 1, oid: 'b'.repeat(40) }];

/** Lists a repository whose first page names this address as the next. */
async function listWith(next: string): Promise<{ paths: string[]; asked: string[] }> {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    const url = String(input);
    asked.push(url);
    if (url.includes('/revision/')) return Response.json({ sha: commit });
    if (url.includes('cursor=')) return Response.json(page('second'));
    return Response.json(page('first'), { headers: { link: `<${next}>; rel="next"` } });
  };
  const { files } = await listRepository({ baseUrl: 'https://hub.example', fetch, token: 'key', connectTimeoutMs: 1000, signal: new AbortController().signal }, 'a/b', 'main');
  return { paths: files.map(({ path }) => path), asked };
}

it('goes on to the next page of the same origin', async () => {
  expect((await listWith(`https://hub.example/api/models/a/b/tree/${commit}?cursor=2`)).paths).toEqual(['first', 'second']);
});

it.each(['http://hub.example/?cursor=2', 'https://other.example/?cursor=2', 'https://hub.example:444/?cursor=2'])('does not take the key to %s', async (next) => {
  const { paths, asked } = await listWith(next);
  expect(paths).toEqual(['first']);
  expect(asked.every((url) => new URL(url).origin === 'https://hub.example')).toBe(true);
});
