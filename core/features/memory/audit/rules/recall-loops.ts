// Facts that memory told itself: learnt from the assistant's words or from a recalled block.
import type { Fact } from '../../../../contract/entities.ts';
import { foldWords } from '../../../../lib/fold-words.ts';
import type { AuditMaterial, AuditSource, RawFinding } from '../material.ts';

/** How every recalled block begins, in a message that should hold none. */
const block = /\[(?:Memory|Memoria):/i;

/** A fact the user said as well stands on the user's words. Sources that are gone tell nothing. */
export function recallLoops({ facts, sources }: Pick<AuditMaterial, 'facts' | 'sources'>): RawFinding[] {
  return facts.filter((fact) => {
    const known = fact.source_message_ids.flatMap((id) => sources.get(id) ?? []);
    return known.length > 0 && known.every(isOfMemory);
  }).map(({ id }): RawFinding => ({ kind: 'recall_loop', severity: 'serious', entity: 'fact', ids: [id], mend: 'forget', is_safe: false }));
}

const isOfMemory = (source: AuditSource): boolean => source.speaker === 'assistant' || block.test(source.content);

/** Shorter lines are said by anybody. */
const fewestLetters = 12;

/** Facts whose only source, a message of the user's, repeats a line that was recalled beside it or before it. */
export function recallRepeats({ facts, sources, contexts }: Pick<AuditMaterial, 'facts' | 'sources' | 'contexts'>): Fact[] {
  return facts.filter((fact) => {
    const known = fact.source_message_ids.flatMap((id) => sources.get(id) ?? []);
    return known.length > 0 && known.every((source) => {
      const said = ` ${foldWords(source.content)} `;
      const before = (contexts.get(source.session_id) ?? []).filter(({ message_id }) => message_id <= source.id);
      return before.some(({ text }) => linesOf(text).some((line) => said.includes(` ${line} `)));
    });
  });
}

/** The sentences and quotations of a recalled block, folded. */
function linesOf(context: string): string[] {
  return context.split(/\[(?:Memory|Memoria):|["\n\];]|[.!?]+(?:\s|$)/u).map(foldWords).filter((line) => line.length >= fewestLetters && line.includes(' '));
}
