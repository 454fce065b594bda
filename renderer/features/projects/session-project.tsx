// Putting a chat that there is into a project.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { readError } from '../../request-error.ts';
import { useSessions, useStores } from '../../stores-context.tsx';
import { ProjectPicker } from './project-picker.tsx';

export function SessionProject({ sessionId, isOpen, onClose }: { sessionId: string; isOpen: boolean; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { sessions, shell } = useStores();
  const project = useSessions((state) => state.sessions.find(({ id }) => id === sessionId)?.project ?? '');
  const choose = (chosen: string): void => {
    if (chosen === project) return;
    sessions.getState().setProject(sessionId, chosen).catch((error: unknown) => shell.getState().toast(readError(error).message || t('error_connection'), { tone: 'danger' }));
  };
  return <ProjectPicker isOpen={isOpen} project={project} moves onClose={onClose} onChoose={choose} />;
}
