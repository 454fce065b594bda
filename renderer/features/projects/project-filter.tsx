// Narrows the list of chats to one project; not there while there are no projects.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions } from '../../stores-context.tsx';
import { Choice } from '../../ui/field.tsx';
import './projects.css';

/** Values of the list: `all`, `none`, or `in:` and a name. */
export function ProjectFilter(): ReactNode {
  const { t } = useText();
  const { projects, project, filterProject } = useSessions((state) => state);
  if (projects.length === 0 && project === null) return null;
  const value = project === null ? 'all' : project === '' ? 'none' : `in:${project}`;
  const names = [...new Set([...projects.map(({ name }) => name), ...(project ? [project] : [])])];
  return (
    <div className="project-filter">
      <Choice aria-label={t('project_filter')} value={value} onChange={({ target }) => void filterProject(target.value === 'all' ? null : target.value === 'none' ? '' : target.value.slice('in:'.length))}
        options={[{ value: 'all', label: t('project_all') }, { value: 'none', label: t('project_none') }, ...names.map((name) => ({ value: `in:${name}`, label: name }))]} />
    </div>
  );
}
