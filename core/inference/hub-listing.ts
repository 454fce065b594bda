// What a repository of the hub holds: its commit, and size and hash of every file. Asked before a download, so that what comes can be checked.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { LuminoraError } from '../contract/errors.ts';
import { askHub, refusalOf } from './hub-request.ts';

export type HubFile = {
  path: string;
  size_bytes: number;
  /** Known of large files. */
  sha256: string | null;
  /** Git's SHA-1 of the content with its header; known of small files. */
  git_oid: string | null;
};
export type HubListing = { repository: string; commit: string; is_gated: boolean; licence: string | null; languages: string[]; files: HubFile[] };

export type HubAccess = {
  baseUrl: string;
  fetch: typeof globalThis.fetch;
  token: string | null;
  connectTimeoutMs: number;
  signal: AbortSignal;
};

const mostListingBytes = 8_000_000;
const mostPages = 20;
const commitSchema = z.string().regex(/^[0-9a-f]{40}$/);
const infoSchema = z.object({
  sha: commitSchema,
  gated: z.union([z.boolean(), z.string()]).optional(),
  cardData: z.object({ license: z.unknown().optional(), license_name: z.unknown().optional(), language: z.unknown().optional() }).nullish().catch(null),
});
const treeSchema = z.array(z.object({
  type: z.string(), path: z.string(), size: z.number().int().min(0).optional(), oid: z.string().optional(),
  lfs: z.object({ oid: z.string().regex(/^(sha256:)?[0-9a-f]{64}$/), size: z.number().int().min(0) }).nullish(),
}));

const hostOf = (access: HubAccess) => new URL(access.baseUrl).host;
const failed = (access: HubAccess, repository: string, reason: string, cause?: unknown) =>
  new LuminoraError('download_failed', `The hub could not tell what ${repository} holds: ${reason}. Check the network and try again.`, { cause, details: { repository, host: hostOf(access), reason } });

/** Reads an answer to at most so many bytes. */
async function readBounded(response: Response, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > most) throw new Error(`the answer is longer than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function get(access: HubAccess, repository: string, url: string, most: number): Promise<{ body: Buffer; link: string | null }> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new Error('the answer took too long')), access.connectTimeoutMs * 6);
  try {
    const response = await askHub({ ...access, url, giveUp }).catch((error: unknown) => {
      access.signal.throwIfAborted();
      throw failed(access, repository, (error as Error).message, error);
    });
    if (response.status === 404) throw new LuminoraError('not_found', `The hub has no ${repository}, or not in that revision. Check the name.`, { details: { repository } });
    const refusal = refusalOf(response, hostOf(access));
    if (response.status === 401 || response.status === 403) throw new LuminoraError('forbidden', `${refusal}. Accept it on the page of ${repository} and give the program a key of that account, or import the files from a folder.`, { details: { repository } });
    if (refusal !== null) throw failed(access, repository, refusal);
    const body = await readBounded(response, most).catch((error: unknown) => {
      access.signal.throwIfAborted();
      throw failed(access, repository, giveUp.signal.aborted ? 'the answer took too long' : (error as Error).message, error);
    });
    return { body, link: response.headers.get('link') };
  } finally {
    clearTimeout(timer);
    giveUp.abort();
  }
}

function parse<Schema extends z.ZodType>(access: HubAccess, repository: string, schema: Schema, body: Buffer): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(body.toString('utf8')));
  } catch (error) {
    throw failed(access, repository, 'its answer is not a listing', error);
  }
}

/** The next page of a listing, when it is of the same origin: the key goes with the request. */
function nextPage(link: string | null, url: string): string | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (next === undefined || !URL.canParse(next, url)) return null;
  const resolved = new URL(next, url);
  return resolved.origin === new URL(url).origin ? resolved.href : null;
}

const rootOf = (access: HubAccess) => access.baseUrl.replace(/\/+$/, '');

/** Asks the hub. Throws not_found, forbidden (gated), or download_failed. */
export async function listRepository(access: HubAccess, repository: string, revision: string): Promise<HubListing> {
  const api = `${rootOf(access)}/api/models/${repository}`;
  const info = parse(access, repository, infoSchema, (await get(access, repository, `${api}/revision/${encodeURIComponent(revision)}`, mostListingBytes)).body);
  const files: HubFile[] = [];
  let url: string | null = `${api}/tree/${info.sha}?recursive=true`;
  for (let page = 0; url !== null && page < mostPages; page += 1) {
    const answer: { body: Buffer; link: string | null } = await get(access, repository, url, mostListingBytes);
    for (const item of parse(access, repository, treeSchema, answer.body)) {
      if (item.type !== 'file') continue;
      files.push({
        path: item.path, size_bytes: item.lfs?.size ?? item.size ?? 0, sha256: item.lfs?.oid.replace('sha256:', '') ?? null,
        git_oid: item.lfs || !commitSchema.safeParse(item.oid).success ? null : item.oid!,
      });
    }
    url = nextPage(answer.link, url);
  }
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : null);
  const license = text(info.cardData?.license);
  const language = info.cardData?.language;
  const languages = (Array.isArray(language) ? language : [language]).filter((code): code is string => typeof code === 'string' && /^[a-z]{2}$/.test(code));
  return { repository, commit: info.sha, is_gated: info.gated !== undefined && info.gated !== false, licence: license === 'other' ? text(info.cardData?.license_name) ?? license : license, languages, files };
}

/** A small file of the listing, checked against what the listing says of it; null when the repository has none of that name. */
export async function readListedFile(access: HubAccess, listing: HubListing, path: string, most = 1_000_000): Promise<Buffer | null> {
  const file = listing.files.find((candidate) => candidate.path === path);
  if (!file || file.size_bytes > most) return null;
  const { body } = await get(access, listing.repository, `${rootOf(access)}/${listing.repository}/resolve/${listing.commit}/${path}`, most);
  const isRight = file.sha256 === null
    ? file.git_oid === createHash('sha1').update(`blob ${body.byteLength}\0`).update(body).digest('hex')
    : file.sha256 === createHash('sha256').update(body).digest('hex');
  if (!isRight) throw failed(access, listing.repository, `${path} is not what the listing says`);
  return body;
}
