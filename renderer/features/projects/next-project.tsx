// The project of a chat that has not begun.
import { FolderOpen } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ProjectPicker } from './project-picker.tsx';

export function NextProject(): ReactNode {
  const { t } = useText();
  const { sessions } = useStores();
  const project = useSessions((state) => state.next_project);
  const [isOpen, setOpen] = useState(false);
  return (
    <span className="empty-chat-project">
      <Button tone="quiet" icon={<FolderOpen size={14} aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>{project === '' ? t('project_begin') : t('project_begin_in', { project })}</Button>
      <ProjectPicker isOpen={isOpen} project={project} onClose={() => setOpen(false)} onChoose={(chosen) => sessions.getState().beginIn(chosen)} />
    </span>
  );
}
