// The project a chat belongs to, wherever the chat is named.
import { FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import './projects.css';

export function ProjectChip({ project }: { project: string }): ReactNode {
  const { t } = useText();
  if (project === '') return null;
  return <span className="project-chip"><FolderOpen size={12} aria-hidden /><span className="visually-hidden">{t('project_of')} </span><span className="truncate">{project}</span></span>;
}
