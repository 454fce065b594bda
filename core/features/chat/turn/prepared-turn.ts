// What steps 2 to 7 found out, and the trace made from it.
import type { Message, RecalledItem, Session, Trace } from '../../../contract/entities.ts';
import type { LanguageModel, ModelIdentity } from '../../../providers/llm/llm.ts';
import type { CompiledCharacter } from '../../character/index.ts';
import type { StageClock } from './stage-clock.ts';
import type { Feeling } from './step-04-feel.ts';
import type { Prompt } from './step-07-prompt.ts';
import type { TurnParts } from './turn-parts.ts';

/** Everything steps 2 to 7 found out, which the reply and its trace are made from. */
export type PreparedTurn = {
  session: Session;
  question: Message;
  guard: string[];
  feeling: Feeling;
  recalled: RecalledItem[];
  character: CompiledCharacter;
  prompt: Prompt;
  model: LanguageModel;
  identity: ModelIdentity;
  /** Whether the prompt may hold what must not leave this machine. */
  staysLocal: () => Promise<boolean>;
  /** Remembered things left out because the model is elsewhere. */
  withheld: number;
  stages: StageClock;
};

/** The record behind "Why this reply?". `identity` is who wrote in the end, which may not be whom the turn began with. */
export function traceOf(parts: Pick<TurnParts, 'clock'>, turn: PreparedTurn, reply: Message, identity: ModelIdentity, usage: Trace['usage'], findings: readonly string[]): Trace {
  const { examples: _examples, closing: _closing, ...shown } = turn.character;
  const { id, model, location, is_local } = identity;
  return {
    id: reply.id, session_id: turn.session.id, user_message_id: turn.question.id, message_id: reply.id, recalled: turn.recalled, character: shown,
    tokens: turn.prompt.tokens, prefix_hash: turn.prompt.prefixHash, provider: { id, model, location, is_local }, usage, stages: turn.stages.stages,
    guard: [...turn.guard, ...findings], withheld: turn.withheld, created_at: parts.clock.now(),
  };
}
