// Beside the chat: what stands for its older part, piece by piece, each with the place it begins at and who worded it.
import { CornerUpRight } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import type { Summary } from '../../../core/contract/index.ts';
import { createAttempt } from '../../attempt.ts';
import { formatDate } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useChat, useModels, useShell, useStores, useSummaries, useWhy } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { useSessionId } from '../chat/use-companion.ts';
import { Tag } from '../memory/tag.tsx';
import { modelTitle } from '../models/model-title.ts';
import { useIsNarrow } from '../shell/use-is-narrow.ts';
import '../memory/memory.css';
import './summaries.css';

export function SummaryPanel(): ReactNode {
  const { t, language } = useText();
  const { summaries: store, shell } = useStores();
  const sessionId = useSessionId();
  // Another branch has other summaries.
  const leaf = useChat((state) => state.messages.at(-1)?.id ?? null);
  const { session_id: shownId, summaries, error, is_making: isMaking } = useSummaries((state) => state);
  useEffect(() => { if (sessionId) void store.getState().load(sessionId); }, [store, sessionId, leaf]);
  if (!sessionId) return <p className="why-note">{t('summary_no_chat')}</p>;
  if (error) return <div className="why-note"><p role="alert">{t('summary_failed')} {error.message}</p><Button onClick={() => void store.getState().reload()}>{t('retry')}</Button></div>;
  if (!summaries || shownId !== sessionId) return <p className="why-note" role="status">{t('loading')}</p>;
  const make = async (): Promise<void> => {
    const toast = shell.getState().toast;
    if (await createAttempt(toast, t, language, 'summary_failed')(() => store.getState().make()) === 0) toast(t('summary_none_made'));
  };
  return (
    <div className="why summary-panel">
      <p className="soft">{t(summaries.length === 0 ? 'summary_empty' : 'summary_intro')}</p>
      {summaries.length > 0 && <ol className="summaries">{summaries.map((summary) => <Piece key={summary.id} summary={summary} />)}</ol>}
      <span><Button disabled={isMaking} onClick={() => void make()}>{t(isMaking ? 'summary_making' : 'summary_make')}</Button></span>
    </div>
  );
}

function Piece({ summary }: { summary: Summary }): ReactNode {
  const { t, language } = useText();
  const jumpTo = useShell((state) => state.jumpTo);
  const hide = useWhy((state) => state.hide);
  const isNarrow = useIsNarrow();
  const names = useModels((state) => state);
  const [provider = '', ...model] = summary.source.split('/');
  const worded = summary.source === 'rules' ? t('summary_by_rules') : t('summary_by_model', { model: model.length > 0 ? modelTitle(names, provider, model.join('/')) : summary.source });
  return (
    <li className="summary" data-testid="summary">
      <p lang={summary.language}>{summary.content}</p>
      <footer>
        <span className="soft numbers">{formatDate(summary.started_at, language)} · {t('summary_span', { count: summary.source_message_ids.length })}</span>
        <IconButton size="small" side="left" label={t('summary_jump', { text: summary.content.slice(0, 60) })} onClick={() => { if (isNarrow) hide(); jumpTo(summary.session_id, summary.first_message_id); }}><CornerUpRight size={15} /></IconButton>
        <Tag tone={summary.source === 'rules' ? 'plain' : 'accent'}>{worded}</Tag>
      </footer>
    </li>
  );
}
