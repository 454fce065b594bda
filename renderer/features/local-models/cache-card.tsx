// How often a vector was found instead of computed, and where.
import { useId, type ReactNode } from 'react';
import { formatBytes, formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useLocalModels } from '../../stores-context.tsx';

export function CacheCard(): ReactNode {
  const { t, language } = useText();
  const id = useId();
  const cache = useLocalModels((state) => state.cache);
  if (!cache) return null;
  const number = (value: number | null): string => (value === null ? '–' : formatNumber(value, language));
  const percent = cache.hit_rate === null ? null : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(cache.hit_rate);
  return (
    <section className="data-section" aria-labelledby={id}>
      <h2 id={id}>{t('cache_title')}</h2>
      <p className="soft data-section-about">{t('cache_about')}</p>
      <div className="data-card cache-card">
        {percent === null ? <p className="soft">{t('cache_none')}</p> : <p className="cache-rate numbers"><strong>{percent}</strong><span>{t('cache_says', { hits: number(cache.hits), requests: number(cache.requests) })}</span></p>}
        {percent !== null && <div className="cache-bar" aria-hidden><i style={{ width: `${Math.round((cache.hit_rate ?? 0) * 100)}%` }} /></div>}
        {cache.layers.length > 0 && (
          <div className="changes" role="region" aria-labelledby={id} tabIndex={0}>
            <table>
              <thead><tr><th scope="col">{t('cache_layer')}</th><th scope="col">{t('cache_found')}</th><th scope="col">{t('cache_missed')}</th><th scope="col">{t('cache_entries')}</th><th scope="col">{t('cache_bytes')}</th></tr></thead>
              <tbody>{cache.layers.map((layer) => (
                <tr key={layer.layer}>
                  <th scope="row">{t(`cache_${layer.layer}`)}{!layer.is_available && <span className="tag cache-away">{t('cache_away')}</span>}{layer.errors > 0 && <span className="soft cache-errors">{t('cache_errors', { count: layer.errors })}</span>}</th>
                  <td>{number(layer.hits)}</td><td>{number(layer.misses)}</td><td>{number(layer.entries)}</td><td>{layer.bytes === null ? '–' : formatBytes(layer.bytes, language)}</td>
                </tr>
              ))}</tbody>
            </table>
          </div>
        )}
      </div>
    </section>
  );
}
