// The drawing of moods over time: an area per mood in its colour. Loaded when it is first needed (it brings the charts library).
import type { ReactNode } from 'react';
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { MoodPoint, MoodSeries } from './mood-series.ts';

type Props = { series: MoodSeries; from: number; to: number; ticks: number[]; label: string; tick: (at: number) => string; percent: (value: number) => string; colour: (mood: string) => string; tell: (point: MoodPoint) => ReactNode };

export function MoodPlot({ series, from, to, ticks, label, tick, percent, colour, tell }: Props): ReactNode {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart data={series.points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} title={label} accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="at" type="number" scale="time" domain={[from, to]} ticks={ticks} tickFormatter={tick} tickLine={false} axisLine={{ stroke: 'var(--line-strong)' }} tick={{ fill: 'var(--ink-soft)', fontSize: 12 }} allowDuplicatedCategory />
        <YAxis domain={[0, 1]} ticks={[0, 0.5, 1]} tickFormatter={percent} width={44} tickLine={false} axisLine={false} tick={{ fill: 'var(--ink-soft)', fontSize: 12 }} />
        <Tooltip isAnimationActive={false} cursor={{ stroke: 'var(--line-strong)' }} content={({ payload }) => { const point: unknown = payload[0]?.payload; return isMoodPoint(point) ? <div className="chart-tip" role="status">{tell(point)}</div> : null; }} />
        {series.moods.map((mood) => <Area key={mood} dataKey={(point: MoodPoint) => point.values[mood] ?? null} name={mood} type="linear" stroke={colour(mood)} strokeWidth={1.5} fill={colour(mood)} fillOpacity={0.45} isAnimationActive={false} activeDot={{ r: 4 }} />)}
      </AreaChart>
    </ResponsiveContainer>
  );
}

function isMoodPoint(value: unknown): value is MoodPoint {
  return typeof value === 'object' && value !== null && 'mood' in value && 'values' in value;
}
