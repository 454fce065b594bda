// The radar of the six numbers: the draft filled, what is saved as a thin line, what is in force in the preview's state as a dotted one. A table says the same.
import type { ReactNode } from 'react';
import { PolarAngleAxis, PolarGrid, PolarRadiusAxis, Radar, RadarChart } from 'recharts';
import { parameterNames, type Parameters } from '../../../core/contract/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';

const size = { width: 268, height: 236 };

export function TraitsRadar({ draft, saved, inForce }: { draft: Parameters; saved: Parameters; inForce: Parameters | null }): ReactNode {
  const { t, language } = useText();
  const rows = parameterNames.map((name) => ({ name: t(`trait_${name}`), draft: draft[name], saved: saved[name], inForce: inForce?.[name] ?? draft[name] }));
  const isChanged = rows.some((row) => row.draft !== row.saved);
  const isMoved = rows.some((row) => Math.abs(row.draft - row.inForce) > 0.001);
  return (
    <figure className="radar">
      <div aria-hidden>
        <RadarChart {...size} data={rows} outerRadius={76} accessibilityLayer={false}>
          <PolarGrid stroke="var(--line)" />
          <PolarAngleAxis dataKey="name" tick={{ fill: 'var(--ink-soft)', fontSize: 12 }} tickLine={false} axisLine={false} />
          <PolarRadiusAxis domain={[0, 1]} tick={false} axisLine={false} tickCount={5} />
          {isMoved && <Radar dataKey="inForce" stroke="var(--part-2)" strokeWidth={1.5} strokeDasharray="2 3" fill="none" isAnimationActive={false} />}
          {isChanged && <Radar dataKey="saved" stroke="var(--line-strong)" strokeWidth={1.5} strokeDasharray="5 3" fill="none" isAnimationActive={false} />}
          <Radar dataKey="draft" stroke="var(--accent)" strokeWidth={2} fill="var(--accent)" fillOpacity={0.2} isAnimationActive={false} dot={{ r: 2.5, fill: 'var(--accent)', fillOpacity: 1, stroke: 'none' }} />
        </RadarChart>
      </div>
      <figcaption className="radar-key">
        <span><i className="radar-line" />{t('radar_draft')}</span>
        {isChanged && <span><i className="radar-line radar-line-saved" />{t('radar_saved')}</span>}
        {isMoved && <span><i className="radar-line radar-line-force" />{t('radar_force')}</span>}
      </figcaption>
      <table className="visually-hidden">
        <caption>{t('radar_title')}</caption>
        <thead><tr><th scope="col">{t('radar_trait')}</th><th scope="col">{t('radar_draft')}</th><th scope="col">{t('radar_saved')}</th><th scope="col">{t('radar_force')}</th></tr></thead>
        <tbody>{rows.map((row) => <tr key={row.name}><th scope="row">{row.name}</th>{[row.draft, row.saved, row.inForce].map((value, index) => <td key={index}>{formatNumber(value, language)}</td>)}</tr>)}</tbody>
      </table>
    </figure>
  );
}
