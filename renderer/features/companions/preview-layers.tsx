// What changed against the saved version, and what each layer changes of the character: numbers from and to, sentences added.
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CharacterLayer } from '../../../core/contract/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { usePreview } from '../../stores-context.tsx';
import { wordFor } from '../chat/chat-head.tsx';
import { levelWord, moodWord } from '../relationship/feeling-words.ts';
import type { ParameterChange } from '../relationship/parameter-words.ts';
import { capital, choicesOf } from './choices.ts';
import type { Compiled } from './preview-store.ts';

export function PreviewLayers(): ReactNode {
  const { t, language } = useText();
  const { compiled, saved, moods } = usePreview((state) => state);
  if (!compiled) return <p className="soft" role="status">{t('loading')}</p>;
  const own = saved ? changesBetween(saved, compiled) : [];
  const nameOf = ({ layer }: CharacterLayer): string => {
    if (layer === 'level') return `${capital(wordFor('layer', layer, t))}: ${levelWord(compiled.level, t)}`;
    if (layer === 'mood') return `${capital(wordFor('layer', layer, t))}: ${moodWord(compiled.mood, moods, language, t)}`;
    return capital(wordFor('layer', layer, t));
  };
  const layers = compiled.layers.filter(({ layer, changes, added }) => layer !== 'base' && (changes.length > 0 || added.length > 0));
  return (
    <>
      {own.length > 0 && <section className="layer layer-own" aria-label={t('preview_own')} data-testid="own-changes"><h3>{t('preview_own')}</h3><Changes changes={own} /></section>}
      {layers.length === 0 && own.length === 0 && <p className="preview-note">{t('preview_no_layers')}</p>}
      {layers.map((layer) => (
        <section key={layer.layer} className="layer" data-layer={layer.layer} aria-label={nameOf(layer)}>
          <h3>{nameOf(layer)}</h3>
          <Changes changes={layer.changes} />
          {layer.added.length > 0 && <ul className="layer-added">{layer.added.map((sentence, index) => <li key={index}>{sentence}</li>)}</ul>}
        </section>
      ))}
    </>
  );
}

function changesBetween(before: Compiled, after: Compiled): ParameterChange[] {
  return Object.entries(after.parameters).flatMap(([parameter, to]) => { const from = before.parameters[parameter]; return from !== undefined && Math.abs(from - to) > 0.0005 ? [{ parameter, from, to }] : []; });
}

function Changes({ changes }: { changes: readonly ParameterChange[] }): ReactNode {
  const { t, language } = useText();
  if (changes.length === 0) return null;
  return (
    <ul className="changes">
      {changes.map(({ parameter, from, to }) => (
        <li key={parameter}>
          <span className="change-name">{choicesOf([parameter], 'trait', t)[0]?.label}</span>
          <span className="change-bar" aria-hidden><i className={to > from ? 'is-more' : 'is-less'} style={{ left: `${Math.min(from, to) * 100}%`, width: `${Math.abs(to - from) * 100}%` }} /></span>
          <span className="numbers change-values">{formatNumber(from, language)}<ArrowRight size={12} aria-label={t('preview_to')} />{formatNumber(to, language)}</span>
        </li>
      ))}
    </ul>
  );
}
