// One episode on the line of time: what it was, how it felt, how much it weighs; its words can be corrected.
import { Coffee, CornerUpRight, Ellipsis, Flag, HeartHandshake, HeartPulse, KeyRound, Pencil, Pin, PinOff, ShieldX, Trash2, Trophy, Zap, type LucideIcon } from 'lucide-react';
import { memo, useRef, useState, type CSSProperties, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { Episode } from '../../../core/contract/index.ts';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions, useStores } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextArea, TextInput } from '../../ui/field.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { dotSize, episodeHue, importanceWord } from './episode-look.ts';
import { tagWord } from './episode-tags.ts';
import { Tag } from './tag.tsx';
import type { MemoryActions } from './use-memory-actions.ts';

const longSummary = 420;
const icons: Record<Episode['type'], LucideIcon> = { emotional_moment: HeartPulse, milestone: Flag, confession: KeyRound, conflict: Zap, achievement: Trophy, bonding: HeartHandshake, routine: Coffee };

export const EpisodeCard = memo(function EpisodeCard({ episode, actions, isMarked, onDelete }: { episode: Episode; actions: MemoryActions; isMarked: boolean; onDelete: (episode: Episode) => void }): ReactNode {
  const { t, language } = useText();
  const [isEditing, setEditing] = useState(false);
  const companion = useSessions((state) => state.personalities.find(({ id }) => id === episode.personality)?.name ?? episode.personality);
  const Icon = icons[episode.type];
  const style = { '--mood': `var(--mood-${episodeHue(episode)})`, '--dot': `${dotSize(episode.importance)}px` } as CSSProperties;
  const edit = useRef<HTMLButtonElement>(null);
  const end = (): void => { setEditing(false); setTimeout(() => edit.current?.focus(), 0); };
  return (
    <li className={isMarked ? 'episode is-marked' : 'episode'} style={style} data-testid="episode" data-episode={episode.id} data-type={episode.type}>
      <span className="episode-dot" aria-hidden />
      <article aria-label={episode.title}>
        <header className="episode-head">
          <p className="episode-kind" title={t('episode_importance', { importance: formatNumber(episode.importance, language) })}><Icon size={14} aria-hidden /><span><b>{t(`episode_type_${episode.type}`)}</b> · {t(`episode_felt_${episode.sentiment}`)} · {t(importanceWord(episode.importance))}</span></p>
          <EpisodeMenu episode={episode} actions={actions} trigger={edit} onEdit={() => setEditing(true)} onDelete={() => onDelete(episode)} />
        </header>
        {isEditing ? <EpisodeForm episode={episode} actions={actions} onEnd={end} /> : <><h3>{episode.title}</h3>{hasMore(episode) && <Summary text={episode.summary} />}</>}
        <footer className="episode-foot">
          <span className="numbers">{formatDate(episode.started_at, language)} · {t('episode_with', { name: companion })}</span>
          {episode.is_pinned && <Tag>{t('fact_pinned')}</Tag>}
          {episode.never_decays && !episode.is_pinned && <Tag tone="plain">{t('episode_never_fades')}</Tag>}
          {episode.tags.map((tag) => <Tag key={tag} tone="plain">{tagWord(tag, language)}</Tag>)}
        </footer>
      </article>
    </li>
  );
});

/** A summary that only repeats the title says nothing. */
function hasMore({ title, summary }: Episode): boolean {
  return summary !== '' && summary.replace(/[.…!?]+$/, '') !== title.replace(/[.…!?]+$/, '');
}

/** A long one shows its beginning. */
function Summary({ text }: { text: string }): ReactNode {
  const { t } = useText();
  const [isFolded, setFolded] = useState(text.length > longSummary);
  return <><p className={isFolded ? 'episode-summary is-folded' : 'episode-summary'}>{text}</p>{text.length > longSummary && <button type="button" className="episode-more" aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}>{t(isFolded ? 'episode_more' : 'fact_less')}</button>}</>;
}

function EpisodeMenu({ episode, actions, trigger, onEdit, onDelete }: { episode: Episode; actions: MemoryActions; trigger: React.RefObject<HTMLButtonElement | null>; onEdit: () => void; onDelete: () => void }): ReactNode {
  const { t } = useText();
  const { forgetting } = useStores();
  const isFocusTaken = useRef(false);
  const [source] = episode.source_message_ids;
  const label = t('episode_actions_of', { title: episode.title });
  return (
    <span className="episode-ways">
      {source && <IconButton size="small" side="left" label={t('memory_jump_to', { text: episode.title })} onClick={() => void actions.jump(source, episode.session_id)}><CornerUpRight size={15} /></IconButton>}
      <Menu label={label} onCloseAutoFocus={(event) => { if (isFocusTaken.current) event.preventDefault(); isFocusTaken.current = false; }} trigger={<IconButton ref={trigger} size="small" label={label} hasTip={false}><Ellipsis size={16} /></IconButton>}>
        <MenuItem icon={<Pencil size={15} />} onSelect={() => { isFocusTaken.current = true; onEdit(); }}>{t('episode_edit')}</MenuItem>
        <MenuItem icon={episode.is_pinned ? <PinOff size={15} /> : <Pin size={15} />} hint={t('episode_pin_hint')} onSelect={() => void actions.changeEpisode(episode, { is_pinned: !episode.is_pinned })}>{t(episode.is_pinned ? 'fact_unpin' : 'fact_pin')}</MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 size={15} />} tone="danger" onSelect={() => { isFocusTaken.current = true; onDelete(); }}>{t('fact_forget')}</MenuItem>
        <MenuItem icon={<ShieldX size={15} />} tone="danger" hint={t('forget_hint')} onSelect={() => void forgetting.getState().ask({ kind: 'episode', id: episode.id, with_words: false }, episode.title)}>{t('forget_for_good')}</MenuItem>
      </Menu>
    </span>
  );
}

function EpisodeForm({ episode, actions, onEnd }: { episode: Episode; actions: MemoryActions; onEnd: () => void }): ReactNode {
  const { t } = useText();
  const [title, setTitle] = useState(episode.title);
  const [summary, setSummary] = useState(episode.summary);
  const isReady = title.trim() !== '' && summary.trim() !== '';
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    const isSame = title.trim() === episode.title && summary.trim() === episode.summary;
    if (isSame || await actions.changeEpisode(episode, { title: title.trim(), summary: summary.trim() })) onEnd();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') { event.preventDefault(); onEnd(); }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(event);
  };
  return (
    <form className="episode-form" onSubmit={(event) => void save(event)} onKeyDown={onKeyDown}>
      <TextInput autoFocus aria-label={t('episode_title')} value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
      <TextArea aria-label={t('episode_summary')} rows={4} value={summary} maxLength={4000} onChange={(event) => setSummary(event.target.value)} />
      <div className="dialog-buttons"><Button onClick={onEnd}>{t('cancel')}</Button><Button tone="accent" type="submit" disabled={!isReady}>{t('save')}</Button></div>
    </form>
  );
}
