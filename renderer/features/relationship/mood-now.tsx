// The mood of this moment: face, word, strength, and what brought it.
import type { ReactNode } from 'react';
import type { PersonalitySummary } from '../../../core/contract/index.ts';
import { formatAgo, formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { CompanionPortrait } from './companion-portrait.tsx';
import type { Feelings } from './feelings.ts';
import { capital, causeSentence, moodColour, moodWord, strengthWord } from './feeling-words.ts';

export function MoodDot({ colour }: { colour: string }): ReactNode {
  return <span className="mood-dot" style={{ background: colour }} aria-hidden />;
}

/** What a companion's mood is called and looks like now; null until it was read. */
export function useMoodNow(feelings: Feelings): { id: string; word: string; colour: string; expression: string | null; intensity: number | null } | null {
  const { t, language } = useText();
  const { mood } = feelings;
  if (!mood) return null;
  const id = mood.current?.mood ?? mood.resting_mood;
  const expression = mood.current?.expression ?? mood.moods.find((known) => known.id === id)?.expression ?? null;
  return { id, word: moodWord(id, mood.moods, language, t), colour: moodColour(id, mood.moods), expression, intensity: mood.current?.intensity ?? null };
}

export function MoodNow({ companion, feelings, size }: { companion: PersonalitySummary; feelings: Feelings; size: number }): ReactNode {
  const { t, language } = useText();
  const now = useMoodNow(feelings);
  const current = feelings.mood?.current ?? null;
  return (
    <div className="mood-now">
      <CompanionPortrait companion={companion} expression={now?.expression ?? null} ring={now?.colour ?? null} size={size} />
      <div className="mood-now-words">
        <p className="mood-now-word" data-testid="mood-now">{now && <MoodDot colour={now.colour} />}{now ? capital(now.intensity === null ? now.word : t('mood_now', { mood: now.word, strength: strengthWord(now.intensity, t) })) : ' '}</p>
        {feelings.mood && <p className="mood-now-cause">{current ? <>{causeSentence(current.cause, t)} <time className="soft" dateTime={new Date(current.created_at).toISOString()} title={formatDateTime(current.created_at, language)}>{formatAgo(current.created_at, Date.now(), language)}</time></> : t('mood_at_rest')}</p>}
      </div>
    </div>
  );
}
