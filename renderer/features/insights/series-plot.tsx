// The drawing of any figures by day, week or month: columns on one another, or lines. Loaded when it is first needed.
import type { ReactNode } from 'react';
import { Bar, CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

/** One bucket: when it begins and a value for each part; null is drawn as nothing. */
export type PlotEntry = { start: number; values: Readonly<Record<string, number | null>> };
export type PlotPart = { id: string; name: string; colour: string };
type Props = {
  entries: readonly PlotEntry[]; parts: readonly PlotPart[]; kind: 'columns' | 'lines'; label: string; tick: (at: number) => string; value: (value: number) => string; tell: (entry: PlotEntry) => ReactNode;
  /** The ends of the axis; found when left out. */
  domain?: [number, number];
};

export function SeriesPlot({ entries, parts, kind, label, tick, value, tell, domain }: Props): ReactNode {
  const of = (id: string) => (entry: PlotEntry): number | null => entry.values[id] ?? null;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={[...entries]} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} title={label} barCategoryGap="14%" accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="start" tickFormatter={tick} interval="equidistantPreserveStart" minTickGap={28} tickLine={false} axisLine={{ stroke: 'var(--line-strong)' }} tick={{ fill: 'var(--ink-soft)', fontSize: 12 }} />
        <YAxis {...(domain ? { domain, ticks: [domain[0], (domain[0] + domain[1]) / 2, domain[1]] } : { allowDecimals: false })} tickFormatter={value} width={48} tickLine={false} axisLine={false} tick={{ fill: 'var(--ink-soft)', fontSize: 12 }} />
        <Tooltip isAnimationActive={false} cursor={kind === 'columns' ? { fill: 'var(--hover)' } : { stroke: 'var(--line-strong)' }} content={({ payload }) => { const entry: unknown = payload[0]?.payload; return isEntry(entry) ? <div className="chart-tip" role="status">{tell(entry)}</div> : null; }} />
        {domain && domain[0] < 0 && <ReferenceLine y={0} stroke="var(--line-strong)" />}
        {parts.map(({ id, name, colour }) => kind === 'columns'
          ? <Bar key={id} dataKey={of(id)} name={name} stackId="all" fill={colour} stroke="var(--paper)" strokeWidth={0.75} isAnimationActive={false} />
          : <Line key={id} dataKey={of(id)} name={name} type="monotone" stroke={colour} strokeWidth={2} connectNulls dot={entries.length <= 31 ? { r: 2.5, fill: colour, strokeWidth: 0 } : false} activeDot={{ r: 4, fill: colour }} isAnimationActive={false} />)}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function isEntry(value: unknown): value is PlotEntry {
  return typeof value === 'object' && value !== null && 'start' in value && 'values' in value;
}
