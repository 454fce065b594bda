// One companion in the gallery: face, name, who it is, where you stand; the whole card opens the editor.
import { MessageCircle } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import type { PersonalitySummary } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useCompanions } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { levelWord, moodColour, moodWord } from '../relationship/feeling-words.ts';
import { CompanionPortrait } from '../relationship/companion-portrait.tsx';
import { formatRoute } from '../shell/route.ts';
import { capital } from './choices.ts';
import { CompanionMenu } from './companion-menu.tsx';
import { browserStorage, readKeptDraft } from './kept-drafts.ts';
import { useCompanionActions } from './use-companion-actions.ts';

const mostTags = 3;

export function CompanionCard({ companion, isNew }: { companion: PersonalitySummary; isNew: boolean }): ReactNode {
  const { t, language } = useText();
  const actions = useCompanionActions();
  const standing = useCompanions((state) => state.standing[companion.id]);
  const moodIs = standing?.mood && standing.mood !== 'neutral' ? standing.mood : null;
  const hue = companion.accent_hue;
  const said = [standing?.level ? levelWord(standing.level, t) : null, moodIs ? moodWord(moodIs, [], language, t) : null].filter(Boolean).join(' · ');
  const note = readKeptDraft(browserStorage(), companion.id) ? t('companions_unsaved') : companion.is_shipped && companion.is_changed ? t('companions_changed') : null;
  return (
    <article className={isNew ? 'companion-card is-new' : 'companion-card'} aria-label={companion.name} style={hue === null ? undefined : ({ '--accent-hue': String(hue) } as CSSProperties)}>
      <CompanionPortrait companion={companion} ring={moodIs ? moodColour(moodIs, []) : null} size={56} />
      <div className="companion-words">
        <h2><a className="companion-open" href={formatRoute({ view: 'companions', personality: companion.id })} onClick={(event) => { event.preventDefault(); actions.open(companion.id); }}>{companion.name}</a></h2>
        {said && <p className="companion-standing">{capital(said)}</p>}
      </div>
      <CompanionMenu companion={companion} />
      <p className="companion-about">{companion.descriptions[language] ?? companion.description}</p>
      <div className="companion-foot">
        <ul className="companion-tags" aria-label={t('editor_tags')}>
          <li className="tag tag-plain">{companion.language.toLocaleUpperCase()}</li>
          {companion.tags.slice(0, mostTags).map((tag) => <li key={tag} className="tag tag-plain">{tag}</li>)}
          {companion.tags.length > mostTags && <li className="soft numbers" title={companion.tags.slice(mostTags).join(', ')}>+{companion.tags.length - mostTags}</li>}
          {note && <li className="tag">{note}</li>}
        </ul>
        <Button tone="quiet" icon={<MessageCircle size={15} aria-hidden />} aria-label={t('companions_chat_with', { name: companion.name })} onClick={() => actions.chat(companion.id)}>{t('companions_chat')}</Button>
      </div>
    </article>
  );
}
