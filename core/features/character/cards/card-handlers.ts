// The cards' part of the contract.
import type { Finding } from '../../../contract/characters.ts';
import { isLuminoraError } from '../../../contract/errors.ts';
import type { EngineEvent } from '../../../contract/events.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { HandlerBuilder } from '../../handler-builder.ts';
import { portraitName } from '../assets.ts';
import type { CharacterService } from '../character-service.ts';
import { encodeBase64 } from './base64.ts';
import type { NamedPicture } from './card-pictures.ts';
import { expressionOf } from './card-pictures.ts';
import { readCard } from './read-card.ts';
import { writeCard } from './write-card.ts';

export type CardHandlerParts = { characters: Pick<CharacterService, 'create' | 'definition' | 'assets'>; clock: Clock; broadcast: (event: EngineEvent) => void };

export function createCardHandlers(builder: HandlerBuilder, { characters, clock, broadcast }: CardHandlerParts) {
  /** A picture that cannot be kept is no reason to lose the companion. */
  async function keep(id: string, { name, bytes }: NamedPicture): Promise<Finding[]> {
    try {
      await characters.assets.put(id, name, bytes);
      return [];
    } catch (error) {
      if (!isLuminoraError(error) || error.code !== 'invalid_input') throw error;
      return [{ severity: 'warning', path: name, message: error.message }];
    }
  }

  async function pictures(id: string): Promise<{ portrait: Uint8Array | null; expressions: NamedPicture[] }> {
    const names = (await characters.assets.list(id)).map(({ name }) => name);
    const all = await Promise.all(names.map((name) => characters.assets.get(id, name)));
    const kept = all.flatMap((record) => (record === null ? [] : [{ name: record.name, bytes: record.bytes }]));
    return { portrait: kept.find(({ name }) => name === portraitName)?.bytes ?? null, expressions: kept.filter(({ name }) => expressionOf(name) === name) };
  }

  return {
    import: builder.cards.import.handler(async ({ input }) => {
      const { personality, format, findings, portrait, expressions } = readCard(Buffer.from(input.data, 'base64'), input.file_name);
      const view = await characters.create({ definition: personality });
      const lost: Finding[] = [];
      const brought = [...(portrait === null ? [] : [{ name: portraitName, bytes: portrait }]), ...expressions];
      for (const picture of brought) lost.push(...await keep(view.id, picture));
      // Whoever looked when it was made saw none of its pictures yet.
      if (brought.length > 0) broadcast({ type: 'personality-changed', id: view.id });
      return { personality: view, format, findings: [...findings, ...lost] };
    }),
    export: builder.cards.export.handler(async ({ input }) => {
      const personality = await characters.definition(input.id);
      const { file_name, media_type, bytes } = writeCard(input.format, { id: input.id, personality, ...await pictures(input.id), now: clock.now() });
      return { file_name, media_type, data: encodeBase64(bytes) };
    }),
  };
}
