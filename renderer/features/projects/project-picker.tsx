// Choosing a project by one's hand: one there is, a new name, or none.
import { useId, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextInput } from '../../ui/field.tsx';
import './projects.css';

/** Letters, digits, blanks, hyphens and underscores, as the engine wants them. */
const isName = (text: string): boolean => /^[\p{L}\p{N} _-]*$/u.test(text);

/** `moves`: the chat has words already, so that the dialog says what goes along. */
export function ProjectPicker({ isOpen, project, moves = false, onClose, onChoose }: { isOpen: boolean; project: string; moves?: boolean; onClose: () => void; onChoose: (project: string) => void }): ReactNode {
  const { t } = useText();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('project_title')} closeLabel={t('close')}>
      <PickerForm project={project} moves={moves} onClose={onClose} onChoose={onChoose} />
    </Dialog>
  );
}

function PickerForm({ project, moves, onClose, onChoose }: { project: string; moves: boolean; onClose: () => void; onChoose: (project: string) => void }): ReactNode {
  const { t } = useText();
  const projects = useSessions((state) => state.projects);
  const [name, setName] = useState(project);
  const hint = useId();
  const isWrong = !isName(name.trim());
  const choose = (chosen: string): void => { onChoose(chosen); onClose(); };
  return (
    <form className="dialog-form project-picker" onSubmit={(event) => { event.preventDefault(); if (!isWrong) choose(name.trim()); }}>
      <p className="soft project-picker-hint" id={hint}>{t(moves ? 'project_moves' : 'project_hint')}</p>
      {projects.length > 0 && <div className="project-names" role="group" aria-label={t('project_known')}>{projects.map((one) => <Button key={one.name} onClick={() => choose(one.name)} aria-pressed={one.name === project}>{one.name}</Button>)}</div>}
      <TextInput aria-label={t('project_name')} aria-describedby={hint} aria-invalid={isWrong} placeholder={t('project_new')} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
      {isWrong && <p className="problem" role="alert">{t('project_wrong')}</p>}
      <div className="dialog-buttons">{project !== '' && <Button onClick={() => choose('')}>{t('project_none_button')}</Button>}<Button onClick={onClose}>{t('cancel')}</Button><Button tone="accent" type="submit" disabled={isWrong}>{t('save')}</Button></div>
    </form>
  );
}
