// The character as it was told to the model: what level and mood changed of it, in words, and how it stood in the end.
import type { ReactNode } from 'react';
import type { Trace } from '../../../core/contract/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import type { Translate } from '../../i18n/translate.ts';
import { useRelationship } from '../../stores-context.tsx';
import { wordFor } from '../chat/chat-head.tsx';
import { levelWord, moodColour, moodWord } from '../relationship/feeling-words.ts';
import { MoodDot } from '../relationship/mood-now.tsx';
import { bandWord, changeWords, parameterName } from '../relationship/parameter-words.ts';
import { Tip } from '../../ui/tip.tsx';
import { Section } from './section.tsx';
import '../relationship/relationship.css';

export function CharacterSection({ trace }: { trace: Trace }): ReactNode {
  const { t, language } = useText();
  const { character } = trace;
  const moods = useRelationship((state) => state.feelings[character.personality]?.mood?.moods) ?? [];
  const parameters = Object.entries(character.parameters);
  return (
    <Section title={t('why_character')} note={character.name}>
      <p className="why-feeling"><MoodDot colour={moodColour(character.mood, moods)} />{t('why_mood')}: {moodWord(character.mood, moods, language, t)} · {t('why_level')}: {levelWord(character.level, t)}</p>
      {character.note && <figure className="why-note-told"><figcaption>{t('why_note')}</figcaption><blockquote>{character.note}</blockquote></figure>}
      <ul className="why-layers" aria-label={t('why_changed_by')}>
        {character.layers.map((layer) => (
          <li key={layer.layer}>
            <span className="why-layer">{layerName(layer.layer, t)}</span>
            <span>
              {layer.changes.length === 0 && layer.added.length === 0 && <span className="soft">{t('why_no_changes')}</span>}
              {layer.changes.map((change) => <Change key={change.parameter} change={change} />)}
              {layer.added.map((sentence) => <q key={sentence} className="why-added">{sentence}</q>)}
            </span>
          </li>
        ))}
      </ul>
      {parameters.length > 0 && (
        <details className="why-text">
          <summary>{t('why_parameters', { name: character.name })}</summary>
          <dl className="why-parameters">{parameters.map(([name, value]) => <div key={name}><dt>{parameterName(name, t)}</dt><dd><span className="why-parameter-bar" aria-hidden><i style={{ width: `${value * 100}%` }} /></span>{bandWord(value, t)} <span className="soft numbers">{formatNumber(value, language)}</span></dd></div>)}</dl>
        </details>
      )}
      <details className="why-text"><summary>{t('why_character_text')}</summary><pre tabIndex={0}>{character.text}</pre></details>
    </Section>
  );
}

/** Words first; the figures on hover and focus. */
function Change({ change }: { change: Trace['character']['layers'][number]['changes'][number] }): ReactNode {
  const { t, language } = useText();
  const figures = `${parameterName(change.parameter, t)} ${formatNumber(change.from, language)} → ${formatNumber(change.to, language)}`;
  return <Tip text={figures}><span className="why-change" tabIndex={0}>{changeWords(change, t)}<span className="visually-hidden"> ({figures})</span></span></Tip>;
}

/** A layer is the base, the level, the mood, the user's own changes or the smoothing; earlier records name the level or mood itself. */
function layerName(layer: string, t: Translate): string {
  for (const kind of ['layer', 'level', 'mood'] as const) {
    const word = wordFor(kind, layer, t);
    if (word !== layer.replaceAll(/[_-]+/g, ' ')) return word;
  }
  return layer.replaceAll(/[_-]+/g, ' ');
}
