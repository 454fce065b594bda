// "Why this reply?": what was recalled, the character, the tokens and the time.
import type { ReactNode } from 'react';
import type { Trace } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useModels, useWhy } from '../../stores-context.tsx';
import { wordFor } from '../chat/chat-head.tsx';
import { modelTitle } from '../models/model-title.ts';
import { CharacterSection } from './character-section.tsx';
import { PartsBar } from './parts-bar.tsx';
import { RecalledList } from './recalled-list.tsx';
import { Section } from './section.tsx';
import { stageParts, tokenParts, totalMs } from './trace-parts.ts';
import { formatMs, formatNumber } from '../../i18n/format.ts';
import './why.css';

export function WhyContent(): ReactNode {
  const { t } = useText();
  const { trace, error, message_id: messageId } = useWhy((state) => state);
  const names = useModels((state) => state);
  if (!messageId) return <p className="why-note">{t('why_empty')}</p>;
  if (error) return <p className="why-note">{error.code === 'not_found' ? t('why_missing') : `${t('why_failed')} ${error.message}`}</p>;
  if (!trace) return <p className="why-note" role="status">{t('loading')}</p>;
  const findings = trace.guard.filter((finding) => !isWithholding(finding));
  const title = modelTitle(names, trace.provider.id, trace.provider.model);
  return (
    <div className="why">
      <Section title={t('why_recalled')}><RecalledList items={trace.recalled} /></Section>
      {trace.withheld > 0 && <WithheldSection trace={trace} />}
      <TimeSection trace={trace} />
      <CharacterSection trace={trace} />
      <TokenSection trace={trace} />
      <Section title={t('why_model')}>
        <p>{title}</p>
        <p className="soft why-small">{[title === trace.provider.model ? null : trace.provider.model, trace.provider.is_local ? t('status_local') : t('status_remote', { location: trace.provider.location })].filter(Boolean).join(' · ')}</p>
      </Section>
      {findings.length > 0 && <Section title={t('why_guard')}><ul className="why-guard">{findings.map((finding) => <li key={finding}>{wordFor('guard', finding, t)}</li>)}</ul></Section>}
    </div>
  );
}

const isWithholding = (finding: string): boolean => /^local-\p{L}+-withheld$/u.test(finding);

/** How many memories the model did not get, and of what kind. */
function WithheldSection({ trace }: { trace: Trace }): ReactNode {
  const { t, language } = useText();
  const kinds = new Intl.ListFormat(language, { type: 'conjunction' }).format(trace.guard.filter(isWithholding).map((finding) => wordFor('guard', finding, t)));
  return <Section title={t('why_withheld')}><p data-testid="why-withheld">{t('why_withheld_says', { count: trace.withheld, location: trace.provider.location, kinds })}</p></Section>;
}

function TimeSection({ trace }: { trace: Trace }): ReactNode {
  const { t, language } = useText();
  const parts = stageParts(trace.stages, t);
  const own = parts.filter((part) => !part.isModel);
  const ms = (value: number): string => formatMs(value, language);
  return (
    <Section title={t('why_time')} note={t('why_total', { time: ms(totalMs(parts)) })}>
      <PartsBar parts={own} format={ms} label={t('why_without_model', { time: ms(totalMs(own)) })} />
      <p className="why-small soft numbers">{t('why_without_model', { time: ms(totalMs(own)) })}{parts.filter((part) => part.isModel).map((part) => ` · ${part.name} ${ms(part.value)}`).join('')}</p>
    </Section>
  );
}

function TokenSection({ trace }: { trace: Trace }): ReactNode {
  const { t, language } = useText();
  const { parts, used, budget } = tokenParts(trace.tokens, t);
  const number = (value: number): string => formatNumber(value, language);
  return (
    <Section title={t('why_tokens')} note={t('why_tokens_of', { used: number(used), budget: number(budget) })}>
      <PartsBar parts={parts} total={budget} format={number} label={t('why_tokens_of', { used: number(used), budget: number(budget) })} />
      {trace.usage && <p className="why-small soft numbers">{trace.usage.evaluated_prompt_tokens === null ? '' : `${t('why_tokens_reused', { count: number(trace.usage.evaluated_prompt_tokens) })} `}{t('why_tokens_reply', { count: number(trace.usage.completion_tokens) })}</p>}
    </Section>
  );
}
