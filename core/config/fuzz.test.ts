import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLuminoraError } from '../contract/errors.ts';
import type { ConfigIssue } from './issues.ts';
import { loadConfig } from './load.ts';
import { allShapes } from './shapes.ts';
import { parse } from 'jsonc-parser';

let folder = '';
beforeAll(async () => { folder = await fs.mkdtemp(path.join(os.tmpdir(), 'luminora-fuzz-')); });
afterAll(() => fs.rm(folder, { recursive: true }));

const shape = fc.constantFrom(...allShapes);

// Bytes changed, cut out, doubled or put in.
const byteLevel = fc.tuple(shape, fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'cut', 'insert', 'double'), fc.uint8Array({ minLength: 1, maxLength: 6 })), { minLength: 1, maxLength: 5 })).map(([text, edits]) => {
  let bytes = Buffer.from(text);
  for (const [at, kind, some] of edits) {
    const offset = at % (bytes.length + 1);
    const [before, after] = [bytes.subarray(0, offset), bytes.subarray(offset)];
    if (kind === 'set') bytes = Buffer.concat([before, some, after.subarray(some.length)]);
    else if (kind === 'cut') bytes = Buffer.concat([before, after.subarray(some[0] ?? 1)]);
    else bytes = Buffer.concat([before, kind === 'insert' ? some : after.subarray(0, 200), after]);
  }
  return bytes;
});

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, -1, 0.5, 1e308, '', ' ', '\u001b[31m', '\u202e', 'sk-abcdefghijklmnop', 'x'.repeat(5000), [], {}, [[]], true, '99', { name: 'toString' }, { constructor: 1 }),
);

// One or more values of a valid file replaced, keys renamed or added.
const valueLevel = fc.tuple(shape, fc.array(fc.tuple(fc.nat(), fc.constantFrom('value', 'rename', 'add'), strange, fc.string({ maxLength: 12 })), { minLength: 1, maxLength: 4 })).map(([text, edits]) => {
  const root = parse(text) as Record<string, unknown>;
  for (const [at, kind, value, key] of edits) {
    const places: [Record<string, unknown>, string][] = [];
    const visit = (holder: Record<string, unknown>) => {
      for (const [name, child] of Object.entries(holder)) {
        places.push([holder, name]);
        if (typeof child === 'object' && child !== null) visit(child as Record<string, unknown>);
      }
    };
    visit(root);
    const [holder, name] = places[at % places.length] ?? [root, 'version'];
    if (kind === 'value') holder[name] = structuredClone(value);
    else if (kind === 'add') holder[key] = structuredClone(value);
    else {
      holder[key] = holder[name];
      delete holder[name];
    }
  }
  return Buffer.from(JSON.stringify(root, null, 2));
});

type Load = typeof loadConfig;

/** What must hold for any file at all; returns what happened, throws when it does not hold. */
async function holds(bytes: Uint8Array, load: Load): Promise<'loaded' | 'refused'> {
  const file = path.join(folder, 'config.json');
  await fs.writeFile(file, bytes);
  try {
    const { config } = await load({ file });
    for (const [low, value, high] of [[0, config.server.port, 65_535], [0, config.memory.recall_limit, 100], [1, config.embedding_provider.batch_processing.batch_size, 2048]] as const) {
      if (!(Number.isInteger(value) && value >= low && value <= high)) throw new Error(`a wrong value came through: ${value}`);
    }
    return 'loaded';
  } catch (error) {
    if (!isLuminoraError(error)) throw error;
    expect(error.code).toBe('invalid_configuration');
    expect(error.message).not.toMatch(/\n\s+at |ZodError|TypeError|node_modules/);
    expect(error.message).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(error.message).toContain(file);
    const issues = error.details['issues'] as ConfigIssue[];
    expect(issues.length).toBeGreaterThan(0);
    for (const issue of issues) for (const key of ['file', 'path', 'got', 'expected', 'next_step'] as const) expect(issue[key], key).not.toBe('');
    return 'refused';
  } finally {
    expect(Buffer.compare(await fs.readFile(file), Buffer.from(bytes)), 'file changed').toBe(0);
  }
}

describe('1,000 broken configuration files', () => {
  it('never crash the loader, are told in full, and stay byte for byte', async () => {
    const seen = { loaded: 0, refused: 0 };
    const property = fc.asyncProperty(fc.oneof(byteLevel, valueLevel), async (bytes) => { seen[await holds(bytes, loadConfig)] += 1; });
    await fc.assert(property, { numRuns: 1000, seed: 20_261_121 });
    expect(seen.loaded + seen.refused).toBeGreaterThanOrEqual(1000);
    expect(Math.min(seen.loaded, seen.refused), JSON.stringify(seen)).toBeGreaterThan(100);
  }, 120_000);

  it('open in safe mode, whatever they hold', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(byteLevel, valueLevel), async (bytes) => {
      const text = Buffer.from(bytes).toString('utf8');
      const { config } = await loadConfig({ text, onInvalid: 'defaults' });
      expect(config.embedding_provider.name).toBeTypeOf('string');
    }), { numRuns: 300, seed: 7 });
  }, 120_000);

  it('would show a loader that lets a wrong value through', async () => {
    const planted: Load = async (options) => {
      const loaded = await loadConfig({ ...options, onInvalid: 'defaults' });
      const { port } = (parse(loaded.fileText ?? '{}') as { server?: { port?: number } }).server ?? {};
      return { ...loaded, config: { ...loaded.config, server: { ...loaded.config.server, port: port ?? 0 } } };
    };
    await expect(holds(Buffer.from('{"server":{"port":70000}}'), planted)).rejects.toThrow('a wrong value came through');
    const raw: Load = async (options) => { await loadConfig(options); throw new TypeError('undefined is not a function'); };
    await expect(holds(Buffer.from('{}'), raw)).rejects.toThrow(TypeError);
  });
});
