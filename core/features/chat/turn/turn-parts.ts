// What the steps of a turn work with, and the little they hand on.
import type { EngineEvent, TurnEvent } from '../../../contract/events.ts';
import type { JobRunner } from '../../../jobs/job-runner.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { Language } from '../../../lib/language.ts';
import type { Log } from '../../../lib/log.ts';
import type { LanguageModel } from '../../../providers/llm/llm.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { Personality } from '../../../contract/personality.ts';
import type { ActivatedLore, CharacterService } from '../../character/index.ts';
import type { Embedder, MemoryAnalyser, Recall } from '../../memory/index.ts';
import type { Summaries, SummarySettings } from '../../summaries/index.ts';
import type { ReadKeywords } from '../../message-condition.ts';

export type TurnSettings = {
  maximumMessageCharacters: number;
  /** Longest wait for the message's vector. */
  embedTimeoutMs: number;
  /** Most recalled messages, and the most tokens of memory a turn may send. */
  recallLimit: number;
  recallTokenBudget: number;
  /** Tokens the whole prompt may take; the model's own window lowers it. */
  promptTokenBudget: number;
  maximumReplyTokens: number;
  /** Undefined leaves it to the provider. */
  temperature: number | undefined;
  /** Language of the replies; null follows the user. */
  language: Language | null;
  summaries: SummarySettings;
  isMoodOn: boolean;
  isAffinityOn: boolean;
  firstTokenTimeoutMs: number;
  /** Longest silence between two pieces of a reply. */
  idleTimeoutMs: number;
};

export type TurnParts = {
  storage: StorageProvider;
  clock: Clock;
  ids: IdSource;
  log: Log;
  embedder: Embedder;
  recall: Recall;
  /** What a message is: one vector shared by everything that reads it. */
  analyser: MemoryAnalyser;
  characters: Pick<CharacterService, 'definition' | 'overridesOf'>;
  /** Remembers the keywords of triggers and rules from one message to the next; the chat service brings one. */
  keywords?: ReadKeywords;
  /** Which entries of the lorebooks in force the last words wake; `messages` oldest first. */
  lore: (query: { id: string; personality: Personality; messages: readonly string[]; turns: number; seed: string; userName: string | null; language: Language }) => Promise<ActivatedLore>;
  /** The model in force; asked at every turn so that a change in settings needs no restart. */
  model: () => Promise<LanguageModel>;
  settings: () => TurnSettings;
  /** What stands for turns that left the prompt. */
  summaries: Pick<Summaries, 'jobsFor' | 'before'>;
  jobs: Pick<JobRunner, 'kick' | 'hold'>;
  /** Told when a turn begins and ends: what works in quiet times gives way. */
  quiet: { turnBegan(): void; turnEnded(userId: string): void };
  broadcast: (event: EngineEvent) => void;
};

export type EmitTurnEvent = (event: TurnEvent) => void;
