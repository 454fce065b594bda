// Cards through the engine: imported, kept with their pictures, exported and imported again; over a message port as the desktop window sends them.
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { call } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maximumCardBytes } from '../../../contract/characters.ts';
import type { Client } from '../../../contract/index.ts';
import { silentLog } from '../../../lib/log.ts';
import { createTestEngine } from '../../../testing/test-engine.ts';
import type { TestEngine } from '../../../testing/test-engine.ts';
import { createTestMemory } from '../../../testing/test-memory.ts';
import { createHandlerBuilder } from '../../handler-builder.ts';
import { createCharacterService } from '../character-service.ts';
import { encodeBase64 } from './base64.ts';
import { createCardHandlers } from './card-handlers.ts';
import { base64Of, charxWith, pngWith, sampleData, secondVersion, tEXt, zipOf } from './testing/make-cards.ts';

let test: TestEngine;
let client: Client;
beforeAll(async () => {
  test = await createTestEngine();
  client = test.engine.client;
}, 30_000);
afterAll(() => test.close());

const picture = pngWith();
const png = pngWith(tEXt('chara', base64Of(secondVersion(sampleData()))));
const importCard = (bytes: Uint8Array, fileName = 'card.png') => client.cards.import({ file_name: fileName, data: encodeBase64(bytes) });

describe('cards', () => {
  it('become companions with their pictures', async () => {
    const { personality, format, findings } = await importCard(png);
    expect([personality.id, personality.definition.persona.name, format, findings]).toEqual(['marina', 'Marina', 'png v2', []]);
    const { assets } = await client.characters.assets({ id: 'marina' });
    expect(assets.map(({ name, media_type }) => [name, media_type])).toEqual([['portrait', 'image/png']]);
    // Always a new one.
    expect((await importCard(png)).personality.id).not.toBe('marina');
  });

  it.each(['png', 'json', 'charx', 'luminora'] as const)('go out as %s and come in again as they were', async (format) => {
    const assets = [{ type: 'emotion', uri: 'embeded://joy.png', name: 'joy', ext: 'png' }];
    const { personality: before } = await importCard(charxWith({ ...secondVersion({ ...sampleData(), assets }), spec: 'chara_card_v3', spec_version: '3.0' }, { 'joy.png': picture }), 'a.charx');
    await client.characters.putAsset({ id: before.id, name: 'portrait', data: encodeBase64(picture) });
    const { file_name, media_type, data } = await client.cards.export({ id: before.id, format });
    expect([file_name.startsWith(before.id), media_type.includes('/')]).toEqual([true, true]);
    const { personality: after } = await importCard(new Uint8Array(Buffer.from(data, 'base64')), file_name);
    expect(after.definition).toEqual(before.definition);
    const names = (await client.characters.assets({ id: after.id })).assets.map(({ name }) => name).toSorted();
    expect(names).toEqual({ png: ['portrait'], json: [], charx: ['joy', 'portrait'], luminora: [] }[format]);
  });

  it('that cannot be read are refused with their place, and leave nothing behind', async () => {
    const count = async () => (await client.characters.list()).personalities.length;
    const before = await count();
    await expect(importCard(picture)).rejects.toMatchObject({ code: 'invalid_input', data: { details: { field: 'png' } } });
    await expect(client.cards.import({ file_name: 'x', data: 'not base64!' })).rejects.toThrow('What was sent is not valid. data:');
    await expect(client.cards.export({ id: 'nobody', format: 'png' })).rejects.toMatchObject({ data: { code: 'not_found' } });
    expect(await count()).toBe(before);
  });

  it('bring packs of expressions', async () => {
    const { assets, findings } = await client.characters.putSprites({ id: 'marina', data: encodeBase64(zipOf({ 'joy.png': picture, 'smirk.png': picture })) });
    expect([assets.map(({ name }) => name), findings.map(({ path }) => path)]).toEqual([['joy'], ['smirk.png']]);
  });

  it('are told of again once their pictures are there', async () => {
    const memory = await createTestMemory();
    // What whoever asks at once would find.
    const seen: Promise<string[]>[] = [];
    const broadcast = () => seen.push(memory.storage.characterAssets.list('marina').then((assets) => assets.map(({ name }) => name)));
    const characters = createCharacterService({ ...memory, broadcast, shipped: new Map() });
    const { import: read } = createCardHandlers(createHandlerBuilder(silentLog), { characters, clock: memory.clock, broadcast });
    await call(read, { file_name: 'a.png', data: encodeBase64(png) }, { context: {} });
    expect(await Promise.all(seen)).toEqual([[], ['portrait']]);
    await memory.close();
  });

  it('as large as they may be pass a message port', async () => {
    const { port1, port2 } = new MessageChannel();
    new RPCHandler(test.engine.router).upgrade(port1);
    const far: Client = createORPCClient(new RPCLink({ port: port2 }));
    port1.start();
    port2.start();
    // Room that no program reads, up to the largest file.
    const filler = { type: 'prIv', data: new Uint8Array(maximumCardBytes - png.length - 12) };
    const largest = pngWith(filler, tEXt('chara', base64Of(secondVersion(sampleData()))));
    expect(largest.length).toBe(maximumCardBytes);
    const { personality, findings } = await far.cards.import({ file_name: 'large.png', data: encodeBase64(largest) });
    // The companion is there; a portrait of that size is not kept, and that is said.
    expect([personality.definition.persona.name, findings.map(({ path }) => path)]).toEqual(['Marina', ['picture']]);
    port1.close();
    port2.close();
  });
});
