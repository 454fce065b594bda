// A quiet word when a level or a milestone is reached, wherever one is.
import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useRelationship, useStores } from '../../stores-context.tsx';
import { levelWord, milestoneTitle } from './feeling-words.ts';

export function RelationshipNews(): ReactNode {
  const { t } = useText();
  const { shell, sessions, relationship } = useStores();
  const news = useRelationship((state) => state.news);
  const told = useRef('');
  useEffect(() => {
    if (!news || told.current === news.id) return;
    told.current = news.id;
    const name = sessions.getState().personalities.find(({ id }) => id === news.personality)?.name ?? news.personality;
    const { go, toast, route } = shell.getState();
    const view = relationship.getState().feelings[news.personality]?.affinity ?? null;
    const text = news.kind === 'level' ? t('news_level', { name, level: levelWord(news.level, t) }) : t('news_milestone', { name, title: milestoneTitle(news.rule, view) ?? news.rule.replaceAll(/[_-]+/g, ' ') });
    const isThere = route.view === 'relationship' && route.personality === news.personality;
    toast(text, isThere ? {} : { action: { label: t('news_see'), run: () => go({ view: 'relationship', personality: news.personality }) } });
  }, [news, sessions, shell, relationship, t]);
  return null;
}
