// The drawing of moods over weeks and years: what each stretch of time was made of, as stacked columns. Loaded when it is first needed.
import type { ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { MoodStretch } from './mood-series.ts';

type Props = { stretches: readonly MoodStretch[]; moods: readonly string[]; label: string; tick: (at: number) => string; percent: (value: number) => string; colour: (mood: string) => string; tell: (stretch: MoodStretch) => ReactNode };

export function MoodStretchesPlot({ stretches, moods, label, tick, percent, colour, tell }: Props): ReactNode {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={[...stretches]} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} title={label} barCategoryGap="12%" accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="from" tickFormatter={tick} interval="equidistantPreserveStart" minTickGap={28} tickLine={false} axisLine={{ stroke: 'var(--line-strong)' }} tick={{ fill: 'var(--ink-soft)', fontSize: 12 }} />
        <YAxis domain={[0, 1]} ticks={[0, 0.5, 1]} tickFormatter={percent} width={44} tickLine={false} axisLine={false} tick={{ fill: 'var(--ink-soft)', fontSize: 12 }} />
        <Tooltip isAnimationActive={false} cursor={{ fill: 'var(--hover)' }} content={({ payload }) => { const stretch: unknown = payload[0]?.payload; return isStretch(stretch) ? <div className="chart-tip" role="status">{tell(stretch)}</div> : null; }} />
        {moods.map((mood) => <Bar key={mood} dataKey={(stretch: MoodStretch) => stretch.values[mood] ?? 0} name={mood} stackId="felt" fill={colour(mood)} stroke="var(--paper)" strokeWidth={0.75} isAnimationActive={false} />)}
      </BarChart>
    </ResponsiveContainer>
  );
}

function isStretch(value: unknown): value is MoodStretch {
  return typeof value === 'object' && value !== null && 'values' in value && 'to' in value;
}
