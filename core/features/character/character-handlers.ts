// The companions' part of the contract.
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import { personalitySchema } from '../../contract/personality.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { LanguageModel } from '../../providers/llm/llm.ts';
import type { HandlerBuilder } from '../handler-builder.ts';
import { blendPersonalities } from './blend.ts';
import { readSprites } from './cards/index.ts';
import type { CharacterService } from './character-service.ts';
import { moodFindings } from './mood-findings.ts';
import { readPersonality } from './read-personality.ts';
import { compileState } from './state-of-character.ts';
import type { MoodsOf } from './state-of-character.ts';
import { tryOut } from './try-out.ts';

export type CharacterHandlerParts = { characters: CharacterService; model: () => Promise<LanguageModel>; moodsOf: MoodsOf; broadcast: (event: EngineEvent) => void };

export function createCharacterHandlers(builder: HandlerBuilder, { characters, model, moodsOf, broadcast }: CharacterHandlerParts) {
  const routes = builder.characters;
  const changed = (id: string) => broadcast({ type: 'personality-changed', id });
  return {
    list: routes.list.handler(async () => ({ personalities: await characters.list() })),
    schema: routes.schema.handler(() => z.toJSONSchema(personalitySchema, { io: 'input' }) as Record<string, unknown>),
    get: routes.get.handler(({ input }) => characters.view(input.id)),
    create: routes.create.handler(({ input }) => characters.create(input)),
    save: routes.save.handler(({ input }) => characters.save(input.id, input.definition, input.expected_updated_at)),
    remove: routes.remove.handler(({ input }) => characters.remove(input.id)),
    reset: routes.reset.handler(({ input }) => characters.reset(input.id)),
    validate: routes.validate.handler(({ input }) => {
      const { personality, findings } = readPersonality(input.definition);
      return { findings: personality ? [...findings, ...moodFindings(personality, moodsOf(personality, 'en'))] : findings, definition: personality };
    }),
    compile: routes.compile.handler(async ({ input: { id, definition, ...state } }) => {
      const { examples: _examples, closing: _closing, ...shown } = compileState(id, definition ?? await characters.definition(id), state, moodsOf);
      return shown;
    }),
    blend: routes.blend.handler(async ({ input }) => ({ definition: blendPersonalities(await characters.definition(input.first), await characters.definition(input.second), input.weight, input.name) })),
    tryOut: routes.tryOut.handler(async function* ({ input: { id, definition, history, message, ...state }, signal }) {
      yield* tryOut(model, compileState(id, definition ?? await characters.definition(id), state, moodsOf), { history, message }, signal);
    }),
    overrides: routes.overrides.handler(({ input }) => characters.overridesOf(input.user_id, input.id)),
    override: routes.override.handler(({ input }) => characters.override(input.user_id, input.id, input.overrides)),
    assets: routes.assets.handler(async ({ input }) => ({ assets: await characters.assets.list(input.id) })),
    asset: routes.asset.handler(async ({ input }) => {
      const record = await characters.assets.get(input.id, input.name);
      if (!record) throw new LuminoraError('not_found', `The companion "${input.id}" has no picture "${input.name}".`, { details: { personality: input.id, name: input.name } });
      const { name, media_type, bytes, updated_at } = record;
      return { name, media_type, bytes: bytes.length, updated_at, data: Buffer.from(bytes).toString('base64') };
    }),
    putAsset: routes.putAsset.handler(async ({ input }) => {
      await characters.view(input.id);
      const asset = await characters.assets.put(input.id, input.name, Buffer.from(input.data, 'base64'));
      changed(input.id);
      return asset;
    }),
    putSprites: routes.putSprites.handler(async ({ input }) => {
      await characters.view(input.id);
      const { sprites, findings } = readSprites(Buffer.from(input.data, 'base64'));
      const assets = [];
      for (const { name, bytes } of sprites) assets.push(await characters.assets.put(input.id, name, bytes));
      changed(input.id);
      return { assets, findings };
    }),
    removeAsset: routes.removeAsset.handler(async ({ input }) => {
      const deleted = await characters.assets.remove(input.id, input.name);
      if (deleted) changed(input.id);
      return { deleted };
    }),
  };
}
