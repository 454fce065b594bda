// The drawing of the points over time: the curve over the bands of the levels, what was reached marked on it. Loaded when it is first needed.
import type { ReactNode } from 'react';
import { CartesianGrid, ComposedChart, Line, ReferenceArea, ReferenceDot, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { AffinityPoint, AffinitySeries } from './affinity-series.ts';

type Band = { name: string; from: number; to: number };
type Props = { series: AffinitySeries; bands: readonly Band[]; from: number; to: number; ticks: number[]; label: string; tick: (at: number) => string; tell: (point: AffinityPoint) => ReactNode };

export function AffinityPlot({ series, bands, from, to, ticks, label, tick, tell }: Props): ReactNode {
  const shown = bands.filter((band) => band.to > series.low && band.from < series.high);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={series.points} margin={{ top: 8, right: 12 + 6.6 * Math.max(...shown.map((band) => band.name.length)), bottom: 0, left: 0 }} title={label} accessibilityLayer>
        {shown.map((band, index) => <ReferenceArea key={band.name} y1={band.from} y2={Math.min(band.to, series.high)} fill={index % 2 === 0 ? 'var(--surface)' : 'var(--sunken)'} stroke="var(--line)" ifOverflow="hidden" label={{ value: band.name, position: 'right', fill: 'var(--ink-soft)', fontSize: 12, offset: 8 }} />)}
        <CartesianGrid vertical={false} horizontal={false} />
        <XAxis dataKey="at" type="number" scale="time" domain={[from, to]} ticks={ticks} tickFormatter={tick} tickLine={false} axisLine={{ stroke: 'var(--line-strong)' }} tick={{ fill: 'var(--ink-soft)', fontSize: 12 }} />
        <YAxis type="number" domain={[series.low, series.high]} ticks={[...new Set(shown.flatMap((band) => [band.from, Math.min(band.to, series.high)]))]} width={44} tickLine={false} axisLine={false} tick={{ fill: 'var(--ink-soft)', fontSize: 12 }} />
        <Tooltip isAnimationActive={false} cursor={{ stroke: 'var(--line-strong)' }} content={({ payload }) => { const point: unknown = payload[0]?.payload; return isAffinityPoint(point) ? <div className="chart-tip" role="status">{tell(point)}</div> : null; }} />
        <Line dataKey="points" type="stepAfter" stroke="var(--accent)" strokeWidth={2} dot={false} activeDot={{ r: 4, fill: 'var(--accent)' }} isAnimationActive={false} />
        {series.marks.map((mark) => <ReferenceDot key={mark.event.id} x={mark.at} y={mark.points} r={mark.event.kind === 'level' ? 5 : 4} fill={mark.event.kind === 'level' ? 'var(--accent)' : 'var(--paper)'} stroke={mark.event.kind === 'level' ? 'var(--paper)' : 'var(--accent-strong)'} strokeWidth={2} ifOverflow="visible" />)}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function isAffinityPoint(value: unknown): value is AffinityPoint {
  return typeof value === 'object' && value !== null && 'points' in value && 'level' in value;
}
