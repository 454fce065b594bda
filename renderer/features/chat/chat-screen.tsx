// The chat: head, conversation or greeting, composer.
import { useEffect, useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useChat, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { SessionProject } from '../projects/session-project.tsx';
import { DeleteSession, RenameSession } from '../sessions/session-dialogs.tsx';
import { ChatHead } from './chat-head.tsx';
import { Composer } from './composer.tsx';
import { Conversation } from './conversation.tsx';
import { EmptyChat } from './empty-chat.tsx';
import { chosenGreeting, greetingsOf } from './greeting.ts';
import { useCompanion, useSessionId } from './use-companion.ts';
import './chat.css';
import './message.css';

export function ChatScreen(): ReactNode {
  const { t, language } = useText();
  const { chat, shell } = useStores();
  const sessionId = useSessionId();
  const personality = useShell((state) => state.chosen_companion);
  const [suggestion, setSuggestion] = useState<{ text: string; count: number } | null>(null);
  const [question, setQuestion] = useState<'rename' | 'project' | 'delete' | null>(null);
  const companion = useCompanion(sessionId ? null : personality);
  const greetings = useMemo(() => greetingsOf(companion, language), [companion, language]);
  const [greeting, setGreeting] = useState(0);
  useEffect(() => setGreeting(0), [companion.id]);
  const isShown = useChat((state) => state.session_id === sessionId);
  const isLoading = useChat((state) => state.is_loading);
  const error = useChat((state) => state.load_error);
  const isEmpty = useChat((state) => state.messages.length === 0 && !(sessionId && state.turns[sessionId]));
  useEffect(() => { void chat.getState().open(sessionId); }, [chat, sessionId]);
  const hue = companion.accent_hue;
  return (
    <main className="chat" style={hue === null ? undefined : ({ '--accent-hue': String(hue) } as CSSProperties)}>
      <ChatHead personality={sessionId ? null : personality} onRename={() => setQuestion('rename')} onProject={() => setQuestion('project')} onDelete={() => setQuestion('delete')} />
      {error?.code === 'not_found' && isShown ? <div className="chat-failed" role="alert"><p>{t('chat_gone')}</p><Button onClick={() => shell.getState().go({ view: 'chat', session_id: null })}>{t('sessions_new')}</Button></div>
        : error && isShown ? <div className="chat-failed" role="alert"><p>{t('chat_load_failed')}</p><p className="soft">{error.message}</p><Button onClick={() => void chat.getState().reload()}>{t('retry')}</Button></div>
        : !isShown || isLoading ? <div className="conversation" aria-busy />
          : isEmpty ? <EmptyChat personality={personality} greetings={sessionId ? [] : greetings.texts} greeting={greeting} onGreeting={setGreeting} onPersonality={(id) => shell.getState().update({ chosen_companion: id })} onSuggestion={(text) => setSuggestion((previous) => ({ text, count: (previous?.count ?? 0) + 1 }))} />
            : <Conversation key={sessionId} />}
      <Composer personality={sessionId ? null : companion.id || null} greeting={sessionId ? undefined : chosenGreeting(greetings, greeting)} suggestion={suggestion} />
      {sessionId && <RenameSession sessionId={sessionId} isOpen={question === 'rename'} onClose={() => setQuestion(null)} />}
      {sessionId && <SessionProject sessionId={sessionId} isOpen={question === 'project'} onClose={() => setQuestion(null)} />}
      {sessionId && <DeleteSession sessionId={sessionId} isOpen={question === 'delete'} onClose={() => setQuestion(null)} />}
    </main>
  );
}
