// Character's part of the in-memory client: companions that can be changed, imported and compiled, in the shapes of the contract.
import { implement } from '@orpc/server';
import * as z from 'zod';
import { type Modifier, contract, personalitySchema, type CharacterAsset, type Finding, type LorebookRecord, type Personality, type PersonalitySummary, type PersonalityView } from '../../core/contract/index.ts';
import { engineError, type MemoryWorld } from './memory-client.ts';
import { samplePersonality } from './sample-characters.ts';
import { compileSample } from './sample-compile.ts';

type Tools = { now: () => number; newId: () => string; failIfTold: (name: string) => void; find: <T extends { id: string }>(list: T[], id: string) => T };
type Kept = { definition: Personality; asset_data: Map<string, CharacterAsset & { data: string }>; original: Personality | null; updated_at: number };

export function createCharacterRoutes(world: MemoryWorld, { now, newId, failIfTold, find }: Tools) {
  const wishes = new Map<string, Modifier>();
  const os = implement(contract);
  const kept = new Map<string, Kept>();
  const lorebooks: LorebookRecord[] = [];
  let ticks = 0;
  const tick = (): number => now() + ++ticks;
  const at = (id: string): Kept => {
    const summary = find(world.companions, id);
    const known = kept.get(id) ?? { definition: samplePersonality(summary), asset_data: new Map(), original: summary.is_shipped ? samplePersonality(summary) : null, updated_at: summary.updated_at };
    kept.set(id, known);
    return known;
  };
  const isChanged = ({ original, definition }: Kept): boolean => original !== null && JSON.stringify(original) !== JSON.stringify(definition);
  const view = (id: string, findings: Finding[] = []): PersonalityView => { const entry = at(id); return { id, definition: entry.definition, findings, is_shipped: entry.original !== null, is_changed: isChanged(entry), updated_at: entry.updated_at }; };
  const summarise = (id: string): PersonalitySummary => {
    const { definition, asset_data: assets, updated_at, ...entry } = at(id);
    const { persona } = definition;
    return { id, name: persona.name, description: persona.description, language: persona.language, accent_hue: definition.appearance?.accent_hue ?? null, descriptions: {}, tags: persona.tags, is_shipped: entry.original !== null, is_changed: isChanged(at(id)), assets: [...assets.keys()], greetings: { [persona.language]: definition.greetings ?? [] }, updated_at };
  };
  const put = (id: string, definition: Personality): PersonalityView => { Object.assign(at(id), { definition, updated_at: tick() }); world.companions = world.companions.map((entry) => (entry.id === id ? summarise(id) : entry)); return view(id); };
  const freeId = (name: string): string => { const base = name.toLowerCase().normalize('NFD').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'companion'; let id = base; for (let count = 2; world.companions.some((entry) => entry.id === id); count++) id = `${base}-${count}`; return id; };
  const add = (definition: Personality, wantedId?: string): PersonalityView => {
    const id = wantedId ?? freeId(definition.persona.name);
    kept.set(id, { definition, asset_data: new Map(), original: null, updated_at: tick() });
    world.companions = [...world.companions, { id, name: definition.persona.name } as PersonalitySummary];
    world.companions = world.companions.map((entry) => (entry.id === id ? summarise(id) : entry));
    return view(id);
  };
  const read = (value: unknown): Personality => {
    const result = personalitySchema.safeParse(value);
    if (!result.success) throw engineError('invalid_input', `${result.error.issues[0]?.path.join('.')}: ${result.error.issues[0]?.message}`);
    return result.data;
  };
  const putAsset = (id: string, name: string, data: string): CharacterAsset => {
    const asset = { name, media_type: data.startsWith('PHN2') ? 'image/svg+xml' : 'image/png', bytes: Math.floor(data.length * 0.75), updated_at: tick() };
    at(id).asset_data.set(name, { ...asset, data });
    world.companions = world.companions.map((entry) => (entry.id === id ? summarise(id) : entry));
    return asset;
  };

  const characters = {
    list: os.characters.list.handler(() => ({ personalities: world.companions })),
    schema: os.characters.schema.handler(() => z.toJSONSchema(personalitySchema, { io: 'input' })),
    get: os.characters.get.handler(({ input }) => { failIfTold('character.get'); return view(input.id); }),
    create: os.characters.create.handler(({ input }) => add(read(input.definition), input.id)),
    save: os.characters.save.handler(({ input }) => {
      failIfTold('character.save');
      if (input.expected_updated_at !== undefined && input.expected_updated_at !== at(input.id).updated_at) throw engineError('conflict', 'This companion has been changed since it was opened.');
      return put(input.id, input.definition);
    }),
    remove: os.characters.remove.handler(({ input }) => { const gone = view(input.id); world.companions = world.companions.filter(({ id }) => id !== input.id); kept.delete(input.id); return gone; }),
    reset: os.characters.reset.handler(({ input }) => put(input.id, at(input.id).original ?? at(input.id).definition)),
    validate: os.characters.validate.handler(({ input }) => {
      const result = personalitySchema.safeParse(input.definition);
      return { definition: result.data ?? null, findings: (result.error?.issues ?? []).map(({ path, message }) => ({ severity: 'error' as const, path: path.join('.'), message })) };
    }),
    compile: os.characters.compile.handler(({ input }) => { failIfTold('character.compile'); return { personality: input.id, ...compileSample({ ...input, definition: input.definition ?? at(input.id).definition }) }; }),
    blend: os.characters.blend.handler(({ input }) => {
      const [first, second] = [at(input.first).definition, at(input.second).definition];
      const mixed = Object.fromEntries(Object.entries(first.advanced_parameters ?? {}).map(([name, value]) => [name, (value ?? 0.5) * (1 - input.weight) + (second.advanced_parameters?.[name as 'humor'] ?? 0.5) * input.weight]));
      const main = input.weight < 0.5 ? first : second;
      return { definition: { ...main, persona: { ...main.persona, name: input.name ?? `${first.persona.name} & ${second.persona.name}` }, advanced_parameters: mixed } };
    }),
    tryOut: os.characters.tryOut.handler(async function* ({ input }) {
      failIfTold('character.try');
      for (const text of `${input.definition?.persona.name ?? at(input.id).definition.persona.name}: ${world.reply.slice(0, 12).join('')}`.match(/\S+\s*/g) ?? []) yield { type: 'text-delta' as const, text };
      yield { type: 'end' as const, model: 'sample', error: null };
    }),
    overrides: os.characters.overrides.handler(({ input }) => wishes.get(input.id) ?? {}),
    override: os.characters.override.handler(({ input }) => { wishes.set(input.id, input.overrides); return input.overrides; }),
    assets: os.characters.assets.handler(({ input }) => ({ assets: [...at(input.id).asset_data.values()].map(({ data: _data, ...asset }) => asset) })),
    asset: os.characters.asset.handler(({ input }) => { const asset = at(input.id).asset_data.get(input.name); if (!asset) throw engineError('not_found', 'There is no such picture.'); return asset; }),
    putAsset: os.characters.putAsset.handler(({ input }) => putAsset(input.id, input.name, input.data)),
    putSprites: os.characters.putSprites.handler(({ input }) => ({ assets: ['joy', 'sadness', 'neutral'].map((name) => putAsset(input.id, name, input.data)), findings: [{ severity: 'warning' as const, path: 'readme.txt', message: 'Left out: no picture named after an expression.' }] })),
    removeAsset: os.characters.removeAsset.handler(({ input }) => { const deleted = at(input.id).asset_data.delete(input.name); put(input.id, at(input.id).definition); return { deleted }; }),
  };

  const cards = {
    import: os.cards.import.handler(({ input }) => {
      failIfTold('import');
      if (/broken/.test(input.file_name)) throw engineError('invalid_input', `${input.file_name}: no character data was found in the chunks "chara" or "ccv3".`);
      const name = input.file_name.replace(/\.\w+$/, '').replace(/[-_]+/g, ' ') || 'Card';
      const findings: Finding[] = [{ severity: 'warning', path: 'data.tags.3', message: 'Not a text: left out.' }, { severity: 'warning', path: 'data.character_book.entries.7.keys', message: 'Not a list: read as one key.' }];
      const definition = samplePersonality({ ...find(world.companions, world.companions[0]?.id ?? ''), id: 'card', name });
      return { personality: add(definition), format: 'png v2', findings: /clean/.test(input.file_name) ? [] : findings };
    }),
    export: os.cards.export.handler(({ input }) => {
      const text = JSON.stringify(at(input.id).definition, null, 2);
      return { file_name: `${input.id}.${input.format === 'luminora' ? 'json' : input.format}`, media_type: 'application/json', data: btoa(String.fromCodePoint(...new TextEncoder().encode(text))) };
    }),
  };

  return {
    characters, cards,
    lorebooks: {
      list: os.lorebooks.list.handler(() => ({ lorebooks })),
      create: os.lorebooks.create.handler(({ input }) => { const book: LorebookRecord = { id: newId(), name: input.name, personality: input.personality, is_enabled: true, definition: input.definition, created_at: now(), updated_at: now() }; lorebooks.push(book); return book; }),
      import: os.lorebooks.import.handler(({ input }) => { const book: LorebookRecord = { id: newId(), name: input.file_name, personality: input.personality, is_enabled: true, definition: { entries: [], extensions: {} }, created_at: now(), updated_at: now() }; lorebooks.push(book); return { lorebook: book, findings: [] }; }),
      save: os.lorebooks.save.handler(({ input: { id, ...change } }) => Object.assign(find(lorebooks, id), Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)))),
      remove: os.lorebooks.remove.handler(({ input }) => { const book = find(lorebooks, input.id); lorebooks.splice(lorebooks.indexOf(book), 1); return book; }),
      activate: os.lorebooks.activate.handler(({ input }) => {
        const book = input.lorebook ?? (input.personality ? at(input.personality).definition.lorebook : undefined);
        const said = input.messages.join('\n').toLowerCase();
        const woken = (book?.entries ?? []).filter((entry) => entry.enabled && (entry.constant || entry.keys.some((key) => key !== '' && said.includes(key.toLowerCase()))));
        return { dropped: 0, entries: woken.map((entry) => ({ book: book?.name ?? '', entry, content: entry.content, reason: entry.constant ? 'constant' : entry.keys.find((key) => said.includes(key.toLowerCase())) ?? '', tokens: Math.ceil(entry.content.length / 4) })) };
      }),
    },
  };
}
