// The analysers of a message, as memory and mood ask them.
import type { MemoryAnalyser } from './features/memory/index.ts';
import { sentimentOf, sentimentScore } from './features/mood/index.ts';
import { detectLanguage } from './lib/language.ts';
import type { Log } from './lib/log.ts';

/** By words alone, until the trained heads are there. */
export async function loadAnalyser(_productFolder: string, _log: Log): Promise<MemoryAnalyser> {
  return {
    version: () => 'words-1',
    analyse({ text }) {
      const score = sentimentScore(text);
      return {
        language: detectLanguage(text), emotion: score > 0 ? 'joy' : score < 0 ? 'sadness' : 'neutral', emotions: [], sentiment: sentimentOf(text), sentiment_score: Math.max(-1, Math.min(1, score / 3)),
        interactions: [], life_event: null, importance: Math.min(10, 2 + Math.abs(score) * 2),
      };
    },
  };
}
