// Every chart of the insights, with the sentence that says what it shows.
import type { ReactNode } from 'react';
import type { Analytics } from '../../../core/contract/index.ts';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { levelWord, moodColour, moodWord, uncapital } from '../relationship/feeling-words.ts';
import { greatest, moneyWords, partColours, sentimentKey } from './insight-words.ts';
import { SeriesCard } from './series-card.tsx';
import { TopicsCard } from './topics-card.tsx';

type Props = { figures: Analytics; nameOf: (personality: string) => string };

export function InsightCharts({ figures, nameOf }: Props): ReactNode {
  return (
    <div className="insight-charts">
      <Messages figures={figures} /><Sentiment figures={figures} /><Moods figures={figures} /><Affinity figures={figures} nameOf={nameOf} />
      <Memory figures={figures} /><Lengths figures={figures} /><Tokens figures={figures} /><TopicsCard figures={figures} />
    </div>
  );
}

function useNumbers() {
  const { t, language } = useText();
  return { t, language, number: (value: number): string => formatNumber(value, language), short: (value: number): string => new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value) };
}

function Messages({ figures }: { figures: Analytics }): ReactNode {
  const { t, language, number, short } = useNumbers();
  const { user, assistant, series } = figures.messages;
  const most = greatest(series, (entry) => entry.user + entry.assistant);
  return (
    <SeriesCard
      figures={figures} title={t('insights_messages')} kind="columns" value={short}
      sentence={user + assistant > 0 && most ? t('insights_messages_says', { user: number(user), assistant: number(assistant), when: t(`insights_when_${figures.bucket}`, { when: formatDate(most.start, language) }), most: number(most.user + most.assistant) }) : null}
      parts={[{ id: 'user', name: t('insights_you'), colour: partColours[0] }, { id: 'assistant', name: t('insights_replies'), colour: partColours[1] }]} entries={series.map(({ start, user: mine, assistant: theirs }) => ({ start, values: { user: mine, assistant: theirs } }))}
    />
  );
}

function Lengths({ figures }: { figures: Analytics }): ReactNode {
  const { t, number, short } = useNumbers();
  const { user, assistant, series } = figures.lengths;
  return (
    <SeriesCard
      figures={figures} title={t('insights_lengths')} kind="lines" value={short}
      sentence={user.mean_words === null && assistant.mean_words === null ? null : t('insights_lengths_says', { user: number(Math.round(user.mean_words ?? 0)), assistant: number(Math.round(assistant.mean_words ?? 0)) })}
      parts={[{ id: 'user', name: t('insights_you'), colour: partColours[0] }, { id: 'assistant', name: t('insights_replies'), colour: partColours[2] }]} entries={series.map((entry) => ({ start: entry.start, values: { user: entry.user_mean_words, assistant: entry.assistant_mean_words } }))}
    />
  );
}

function Sentiment({ figures }: { figures: Analytics }): ReactNode {
  const { t, language, number } = useNumbers();
  const { mean, series } = figures.sentiment;
  const best = greatest(series.filter((entry) => entry.mean !== null), (entry) => entry.mean ?? 0);
  return (
    <SeriesCard
      figures={figures} title={t('insights_sentiment')} kind="lines" value={number} domain={[-1, 1]}
      sentence={mean === null || !best ? null : t('insights_sentiment_says', { what: t(sentimentKey(mean)), mean: number(mean), when: t(`insights_when_${figures.bucket}`, { when: formatDate(best.start, language) }) })}
      parts={[{ id: 'mean', name: t('insights_sentiment'), colour: 'var(--accent)' }]} entries={series.map((entry) => ({ start: entry.start, values: { mean: entry.mean } }))} more={{ title: t('insights_messages'), cell: (index) => number(series[index]?.messages ?? 0) }}
    />
  );
}

function Moods({ figures }: { figures: Analytics }): ReactNode {
  const { t, language, short } = useNumbers();
  const { moods, series } = figures.moods;
  const word = (id: string): string => moodWord(id, [], language, t);
  const [most] = moods;
  return (
    <SeriesCard
      figures={figures} title={t('insights_moods')} kind="columns" value={short} sentence={most ? t('insights_moods_says', { mood: uncapital(word(most.mood)), share: Math.round(most.share * 100) }) : null}
      parts={moods.map(({ mood }) => ({ id: mood, name: word(mood), colour: moodColour(mood, []) }))} entries={series.map((entry) => ({ start: entry.start, values: Object.fromEntries(entry.moods.map(({ mood, times }) => [mood, times])) }))}
    />
  );
}

function Affinity({ figures, nameOf }: Props): ReactNode {
  const { t, number } = useNumbers();
  const { companions } = figures.affinity;
  const says = companions.map(({ personality, points, gained, lost, level }) => t('insights_affinity_says', { name: nameOf(personality), points: number(Math.round(points * 10) / 10), change: `${gained - lost < 0 ? '−' : '+'}${number(Math.abs(Math.round((gained - lost) * 10) / 10))}`, level: levelWord(level, t) }));
  return (
    <SeriesCard
      figures={figures} title={t('insights_affinity')} kind="lines" value={number} domain={[0, 100]} sentence={says.length > 0 ? says.join(' ') : null}
      parts={companions.map(({ personality }, index) => ({ id: personality, name: nameOf(personality), colour: partColours[index % partColours.length]! }))}
      entries={figures.starts.map((start, index) => ({ start, values: Object.fromEntries(companions.map(({ personality, series }) => [personality, series[index]?.points ?? null])) }))}
      {...(companions.length === 1 ? { more: { title: t('affinity_column_level'), cell: (index: number) => { const level = companions[0]?.series[index]?.level; return level ? levelWord(level, t) : ''; } } } : {})}
    />
  );
}

function Memory({ figures }: { figures: Analytics }): ReactNode {
  const { t, number, short } = useNumbers();
  const { facts, episodes, facts_learnt: learnt, facts_ended: ended, series } = figures.memory;
  return (
    <SeriesCard
      figures={figures} title={t('insights_memory')} kind="lines" value={short} sentence={facts + episodes + learnt > 0 ? t('insights_memory_says', { facts: number(facts), episodes: number(episodes), learnt: number(learnt), ended: number(ended) }) : null}
      parts={[{ id: 'facts', name: t('insights_facts'), colour: partColours[0] }, { id: 'episodes', name: t('insights_episodes'), colour: partColours[2] }]} entries={series.map((entry) => ({ start: entry.start, values: { facts: entry.facts, episodes: entry.episodes } }))}
    />
  );
}

function Tokens({ figures }: { figures: Analytics }): ReactNode {
  const { t, language, number, short } = useNumbers();
  const { tokens } = figures;
  const says = t('insights_tokens_says', { replies: number(tokens.replies), read: short(tokens.prompt_tokens), written: short(tokens.completion_tokens) });
  const cost = tokens.cost === null ? t('insights_cost_unknown', { count: tokens.unpriced_replies }) : tokens.cost === 0 ? t('insights_cost_none') : t('insights_cost_says', { cost: moneyWords(tokens.cost, language), day: tokens.prices_of });
  const models = tokens.providers.map((one) => `${one.provider}/${one.model}: ${short(one.prompt_tokens + one.completion_tokens)}`).join(' · ');
  return (
    <SeriesCard
      figures={figures} title={t('insights_tokens')} kind="columns" value={short} sentence={tokens.replies > 0 ? `${says} ${cost} ${models}` : null}
      parts={[{ id: 'prompt', name: t('insights_tokens_read'), colour: partColours[1] }, { id: 'completion', name: t('insights_tokens_written'), colour: partColours[0] }]} entries={tokens.series.map((entry) => ({ start: entry.start, values: { prompt: entry.prompt_tokens, completion: entry.completion_tokens } }))}
      more={{ title: t('insights_cost'), cell: (index) => { const spent = tokens.series[index]?.cost; return spent === null || spent === undefined ? t('insights_cost_not_known') : moneyWords(spent, language); } }}
    />
  );
}
