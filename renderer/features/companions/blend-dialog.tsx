// A mixture of two companions.
import { useId, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { formatNumber } from '../../i18n/format.ts';
import { useCompanions } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, TextInput } from '../../ui/field.tsx';
import { useCompanionActions } from './use-companion-actions.ts';

export function BlendDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const { t } = useText();
  return <Dialog isOpen={isOpen} onClose={onClose} title={t('blend_title')} closeLabel={t('close')}><BlendForm onClose={onClose} /></Dialog>;
}

function BlendForm({ onClose }: { onClose: () => void }): ReactNode {
  const { t, language } = useText();
  const { blend } = useCompanionActions();
  const companions = useCompanions((state) => state.companions);
  const base = useId();
  const [first, setFirst] = useState(companions[0]?.id ?? '');
  const [second, setSecond] = useState(companions[1]?.id ?? '');
  const [weight, setWeight] = useState(0.5);
  const [name, setName] = useState('');
  const [isBusy, setBusy] = useState(false);
  const nameOf = (id: string): string => companions.find((entry) => entry.id === id)?.name ?? '';
  const usual = `${nameOf(first)} & ${nameOf(second)}`;
  const options = companions.map((entry) => ({ value: entry.id, label: entry.name }));
  const percent = (share: number): string => `${formatNumber(Math.round(share * 100), language)} %`;
  const submit = async (): Promise<void> => { setBusy(true); if (await blend(first, second, weight, name.trim() || usual.slice(0, 100))) onClose(); setBusy(false); };
  return (
    <form className="dialog-form blend-form" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <p className="draft-hint">{t('blend_hint')}</p>
      <div className="draft-pair"><div><label className="draft-label" htmlFor={`${base}-first`}>{t('blend_first')}</label><Choice id={`${base}-first`} value={first} options={options} onChange={(event) => setFirst(event.target.value)} /></div><div><label className="draft-label" htmlFor={`${base}-second`}>{t('blend_second')}</label><Choice id={`${base}-second`} value={second} options={options} onChange={(event) => setSecond(event.target.value)} /></div></div>
      <label><span className="draft-label">{t('blend_weight')}</span><input type="range" className="slider" min={0} max={1} step={0.05} value={weight} aria-valuetext={`${nameOf(first)} ${percent(1 - weight)}, ${nameOf(second)} ${percent(weight)}`} onChange={(event) => setWeight(Number(event.target.value))} /><span className="slider-ends numbers" aria-hidden><span>{nameOf(first)} {percent(1 - weight)}</span><span>{nameOf(second)} {percent(weight)}</span></span></label>
      <label><span className="draft-label">{t('editor_name')}</span><TextInput value={name} placeholder={usual} maxLength={100} onChange={(event) => setName(event.target.value)} /></label>
      {first === second && <p className="field-problem" role="alert">{t('blend_same')}</p>}
      <div className="dialog-buttons"><Button onClick={onClose}>{t('cancel')}</Button><Button tone="accent" type="submit" disabled={isBusy || first === second}>{t('blend_do')}</Button></div>
    </form>
  );
}
