// "Why this reply?": what was recalled, the character, the tokens and the time. A panel beside the chat, a sheet on small screens.
import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Trace } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import type { Translate } from '../../i18n/translate.ts';
import { useModels, useWhy } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { useIsNarrow } from '../shell/use-is-narrow.ts';
import { wordFor } from '../chat/chat-head.tsx';
import { modelTitle } from '../models/model-title.ts';
import { PartsBar } from './parts-bar.tsx';
import { RecalledList } from './recalled-list.tsx';
import { stageParts, tokenParts, totalMs } from './trace-parts.ts';
import { formatMs, formatNumber } from '../../i18n/format.ts';
import './why.css';

export function WhyPanel(): ReactNode {
  const { t } = useText();
  const isOpen = useWhy((state) => state.message_id !== null);
  const hide = useWhy((state) => state.hide);
  const isNarrow = useIsNarrow();
  const close = useRef<HTMLButtonElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    if (isNarrow || !isOpen) return undefined;
    opener.current = document.activeElement;
    close.current?.focus();
    return () => { if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus(); };
  }, [isOpen, isNarrow]);
  if (isNarrow) return <Sheet isOpen={isOpen} onClose={hide} title={t('why_title')} closeLabel={t('close')}><WhyContent /></Sheet>;
  if (!isOpen) return null;
  return (
    <aside className="why-panel" aria-label={t('why_title')} onKeyDown={(event) => { if (event.key === 'Escape') hide(); }}>
      <header className="why-head"><h2>{t('why_title')}</h2><IconButton ref={close} label={t('close')} hasTip={false} onClick={hide}><X size={18} /></IconButton></header>
      <div className="why-scroll"><WhyContent /></div>
    </aside>
  );
}

function WhyContent(): ReactNode {
  const { t } = useText();
  const { trace, error } = useWhy((state) => state);
  const names = useModels((state) => state);
  if (error) return <p className="why-note">{error.code === 'not_found' ? t('why_missing') : `${t('why_failed')} ${error.message}`}</p>;
  if (!trace) return <p className="why-note" role="status">{t('loading')}</p>;
  const title = modelTitle(names, trace.provider.id, trace.provider.model);
  return (
    <div className="why">
      <Section title={t('why_recalled')}><RecalledList items={trace.recalled} /></Section>
      <TimeSection trace={trace} />
      <CharacterSection trace={trace} />
      <TokenSection trace={trace} />
      <Section title={t('why_model')}>
        <p>{title}</p>
        <p className="soft why-small">{[title === trace.provider.model ? null : trace.provider.model, trace.provider.is_local ? t('status_local') : t('status_remote', { location: trace.provider.location })].filter(Boolean).join(' · ')}</p>
      </Section>
      {trace.guard.length > 0 && <Section title={t('why_guard')}><ul className="why-guard">{trace.guard.map((finding) => <li key={finding}>{wordFor('guard', finding, t)}</li>)}</ul></Section>}
    </div>
  );
}

function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }): ReactNode {
  return <section className="why-section"><h3>{title}{note && <span className="why-section-note numbers">{note}</span>}</h3>{children}</section>;
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

function CharacterSection({ trace }: { trace: Trace }): ReactNode {
  const { t, language } = useText();
  const { character } = trace;
  const number = (value: number): string => formatNumber(value, language);
  return (
    <Section title={t('why_character')} note={character.name}>
      <p className="why-small">{t('why_level')}: {wordFor('level', character.level, t)} · {t('why_mood')}: {wordFor('mood', character.mood, t)}</p>
      <ul className="why-layers">
        {character.layers.map((layer) => (
          <li key={layer.layer}><span className="why-layer">{layerName(layer.layer, t)}</span><span className="numbers">{layer.changes.length === 0 ? <span className="soft">{t('why_no_changes')}</span> : layer.changes.map((change) => <span key={change.parameter} className="why-change">{change.parameter.replaceAll('_', ' ')} {number(change.from)} → {number(change.to)}</span>)}</span></li>
        ))}
      </ul>
      <details className="why-text"><summary>{t('why_character_text')}</summary><pre tabIndex={0}>{character.text}</pre></details>
    </Section>
  );
}

/** A layer is the base, a level, a mood or the user's own changes. */
function layerName(layer: string, t: Translate): string {
  for (const kind of ['layer', 'level', 'mood'] as const) {
    const word = wordFor(kind, layer, t);
    if (word !== layer.replaceAll(/[_-]+/g, ' ')) return word;
  }
  return layer.replaceAll(/[_-]+/g, ' ');
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
