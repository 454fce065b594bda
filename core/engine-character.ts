// The character half of the engine: companions, their cards and lorebooks, moods and relationships, wired together.
import type { Config } from './config/schema.ts';
import type { EngineEvent } from './contract/events.ts';
import { createAffinityHandlers } from './features/affinity/index.ts';
import { createCardHandlers, createCharacterHandlers, createCharacterService, createLore, createLorebookHandlers } from './features/character/index.ts';
import type { ShippedPersonalities } from './features/character/index.ts';
import type { HandlerBuilder } from './features/handler-builder.ts';
import { createMoodHandlers, createMoodOpinion, inWordsOf, moodsOf } from './features/mood/index.ts';
import type { Clock } from './lib/clock.ts';
import type { IdSource } from './lib/ids.ts';
import type { Log } from './lib/log.ts';
import type { LanguageModel } from './providers/llm/llm.ts';
import type { StorageProvider } from './providers/storage/storage.ts';

type Parts = {
  storage: StorageProvider; clock: Clock; ids: IdSource; broadcast: (event: EngineEvent) => void; log: Log; shipped: ShippedPersonalities; config: () => Config; model: () => Promise<LanguageModel>;
};

export function openCharacter(parts: Parts) {
  const { config, model, broadcast } = parts;
  const characters = createCharacterService(parts);
  const shared = { ...parts, characters };
  const opinion = createMoodOpinion({
    ...shared, settings: () => ({ mode: config().features.mood ? config().character.mood_opinion : 'off', idleMs: config().memory.refine_after_seconds * 1000 }),
  });
  return {
    characters,
    lore: createLore(parts),
    quiet: opinion,
    handlers: (builder: HandlerBuilder) => ({
      characters: createCharacterHandlers(builder, { characters, model, moodsOf: (personality, language) => moodsOf(personality).moods.map((mood) => inWordsOf(mood, language)), broadcast }),
      cards: createCardHandlers(builder, shared),
      lorebooks: createLorebookHandlers(builder, shared),
      moods: createMoodHandlers(builder, shared),
      affinity: createAffinityHandlers(builder, shared),
    }),
    close: () => opinion.stop(),
  };
}
