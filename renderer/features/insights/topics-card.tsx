// What the user spoke of: categories as bars of their share, and the words that stand out, by day, week or month.
import type { ReactNode } from 'react';
import type { Analytics } from '../../../core/contract/index.ts';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';

const bucketsShown = 8;
const wordsShown = 5;

export function TopicsCard({ figures }: { figures: Analytics }): ReactNode {
  const { t, language } = useText();
  const { categories, series, messages_read: read, is_partial: isPartial } = figures.topics;
  const total = categories.reduce((sum, { messages }) => sum + messages, 0);
  const [most] = categories;
  const spoken = series.filter(({ words }) => words.length > 0).slice(-bucketsShown).reverse();
  return (
    <section className="chart-card topics-card" aria-labelledby="insights-topics">
      <header className="chart-head"><h2 id="insights-topics">{t('insights_topics')}</h2></header>
      {!most && spoken.length === 0 ? <p className="chart-none soft">{t('insights_none')}</p> : (
        <>
          {most && <p className="chart-sentence soft">{t('insights_topics_says', { what: t(`category_${most.category}`), share: Math.round((100 * most.messages) / total) })}</p>}
          <div className="topics">
            <ul className="topic-bars">{categories.map(({ category, messages }) => <li key={category}><span>{t(`category_${category}`)}</span><span className="topic-bar"><i style={{ width: `${(100 * messages) / (most?.messages ?? 1)}%` }} /></span><span className="numbers">{formatNumber(messages, language)}</span></li>)}</ul>
            {spoken.length > 0 && (
              <div className="chart-table topic-words" role="region" aria-label={t('insights_words_out')} tabIndex={0}>
                <table>
                  <thead><tr><th scope="col">{t(`insights_bucket_${figures.bucket}`)}</th><th scope="col">{t('insights_words_out')}</th></tr></thead>
                  <tbody>{spoken.map(({ start, words }) => <tr key={start}><th scope="row">{formatDate(start, language)}</th><td>{words.slice(0, wordsShown).map(({ word }) => word).join(', ')}</td></tr>)}</tbody>
                </table>
              </div>
            )}
          </div>
          {isPartial && <p className="chart-sentence soft">{t('insights_partial', { count: formatNumber(read, language) })}</p>}
        </>
      )}
    </section>
  );
}
