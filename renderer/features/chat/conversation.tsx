// The scrolling conversation: only what is near the screen is drawn; older pages come when the top is near; it follows new words only while at the end.
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { formatDay } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useChat } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { buildRows, type ChatRow } from './chat-rows.ts';
import { MessageItem } from './message-item.tsx';
import { PendingRow, ReplyRow } from './turn-rows.tsx';
import { useCompanion, useSessionId } from './use-companion.ts';
import { useJump } from './use-jump.ts';

const endThreshold = 80;
const nearTop = 600;

export function Conversation(): ReactNode {
  const { t } = useText();
  const sessionId = useSessionId();
  const messages = useChat((state) => state.messages);
  const turn = useChat((state) => (sessionId ? state.turns[sessionId] ?? null : null));
  const hasOlder = useChat((state) => state.older_cursor !== null);
  const isLoadingOlder = useChat((state) => state.is_loading_older);
  const loadOlder = useChat((state) => state.loadOlder);
  const rows = useMemo(() => buildRows(messages, turn, Date.now()), [messages, turn]);
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const list = useVirtualizer({
    count: rows.length, getScrollElement: () => scroller.current, getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    // Begun at the end: the top would be drawn only to be left.
    initialOffset: () => rows.reduce((sum, row) => sum + estimate(row), 0),
    estimateSize: (index) => estimate(rows[index]), overscan: 8, paddingStart: 24, paddingEnd: 12, anchorTo: 'end', followOnAppend: true, scrollEndThreshold: endThreshold,
  });
  const listRef = useRef(list);
  listRef.current = list;
  const marked = useJump(rows, useCallback((index: number) => listRef.current.scrollToIndex(index, { align: 'center' }), []));
  const isReady = rows.length > 0;
  useEffect(() => { if (isReady) listRef.current.scrollToEnd(); }, [sessionId, isReady]);
  // Older messages come in above. At the very top the list holds on to the day's heading, which stays the first row: without this what was read would be pushed away, and no more could be asked for.
  const firstKey = messages[0]?.id;
  const before = useRef<{ sessionId: string | null; firstKey: typeof firstKey; height: number }>({ sessionId: null, firstKey: undefined, height: 0 });
  const height = list.getTotalSize();
  useLayoutEffect(() => {
    const element = scroller.current;
    const was = before.current;
    before.current = { sessionId, firstKey, height };
    if (element && was.sessionId === sessionId && was.firstKey !== undefined && was.firstKey !== firstKey && height > was.height && element.scrollTop < nearTop) element.scrollTop += height - was.height;
  }, [sessionId, firstKey, height]);
  // What the person sends is always seen.
  const sentId = turn?.client_message_id;
  useEffect(() => { if (sentId) listRef.current.scrollToEnd(); }, [sentId]);
  // A reply that ends gains its buttons: whoever was at the end stays there.
  const finishedId = useChat((state) => state.finished?.id);
  useEffect(() => {
    if (!finishedId || !listRef.current.isAtEnd(endThreshold)) return undefined;
    const frame = requestAnimationFrame(() => listRef.current.scrollToEnd());
    return () => cancelAnimationFrame(frame);
  }, [finishedId]);
  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < endThreshold);
    if (element.scrollTop < nearTop && hasOlder && !isLoadingOlder) void loadOlder();
  };
  return (
    <div className="conversation">
      <div className="conversation-scroll" ref={scroller} onScroll={onScroll} role="log" aria-live="off" aria-label={t('chat_log')} aria-busy={turn !== null} tabIndex={0}>
        {isLoadingOlder && <p className="conversation-older" role="status">{t('chat_older')}</p>}
        <div className="conversation-rows" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row && <div key={item.key} data-index={item.index} ref={list.measureElement} className="conversation-row" style={{ transform: `translateY(${item.start}px)` }}><Row row={row} isMarked={row.type === 'message' && row.message.id === marked} /></div>;
          })}
        </div>
      </div>
      {!isAtEnd && <div className="conversation-jump"><Button icon={<ArrowDown size={15} aria-hidden />} onClick={() => list.scrollToEnd()}>{t('chat_jump_latest')}</Button></div>}
      <FinishedReply />
    </div>
  );
}

function Row({ row, isMarked }: { row: ChatRow; isMarked: boolean }): ReactNode {
  const { t, language } = useText();
  if (row.type === 'day') return <div className="day-line"><span>{formatDay(row.at, Date.now(), language, t)}</span></div>;
  if (row.type === 'pending') return <PendingRow turn={row.turn} />;
  if (row.type === 'reply') return <ReplyRow turn={row.turn} />;
  return <MessageItem message={row.message} isRunStart={row.isRunStart} isLastReply={row.isLastReply} isMarked={isMarked} />;
}

/** Says the finished reply to a screen reader, once. */
function FinishedReply(): ReactNode {
  const companion = useCompanion();
  const finished = useChat((state) => state.finished);
  return <div className="visually-hidden" aria-live="polite" data-testid="finished-reply">{finished ? `${companion.name}: ${finished.content.slice(0, 600)}` : ''}</div>;
}

function estimate(row: ChatRow | undefined): number {
  if (!row || row.type === 'day') return 48;
  const text = row.type === 'message' ? row.message.content : row.type === 'reply' ? row.turn.reply : row.turn.text;
  return 64 + Math.ceil(text.length / 82) * 25;
}
