// What the turn needs of the configuration.
import type { Config } from './config/schema.ts';
import type { TurnSettings } from './features/chat/index.ts';
import type { SummarySettings } from './features/summaries/index.ts';

/** Prompt size when the configuration does not say: enough for a long evening, small enough for a laptop. */
const defaultPromptTokens = 4096;
const defaultReplyTokens = 320;
/** A model that has begun to write is never silent for this long. */
const longestSilenceMs = 30_000;

export function turnSettings(config: Config): TurnSettings {
  const { config: llm } = config.llm_provider;
  const conversation = llm.task_configs.conversation;
  const firstTokenTimeoutMs = (llm.timeout_seconds ?? 120) * 1000;
  return {
    maximumMessageCharacters: config.safety.max_message_chars,
    embedTimeoutMs: config.memory.embed_timeout_ms,
    recallLimit: config.memory.recall_limit,
    recallTokenBudget: config.memory.recall_token_budget,
    promptTokenBudget: llm.context_tokens ?? defaultPromptTokens,
    maximumReplyTokens: conversation?.max_tokens ?? defaultReplyTokens,
    temperature: conversation?.temperature,
    language: config.character.language === 'auto' ? null : config.character.language,
    summaries: summarySettings(config),
    isMoodOn: config.features.mood,
    isAffinityOn: config.features.affinity,
    firstTokenTimeoutMs,
    idleTimeoutMs: Math.min(firstTokenTimeoutMs, longestSilenceMs),
  };
}

/** How conversations are summarised, and what of it a prompt takes. */
export function summarySettings({ features, memory }: Config): SummarySettings {
  return { isOn: features.summaries, every: memory.summary_every, recentMessages: memory.recent_messages, tokenBudget: memory.summary_token_budget };
}
