// The picture of the simulated lives: points by day over the bands of the levels, with what happened marked. Plain SVG, for light and dark pages.
import type { Level } from '../../core/contract/personality.ts';
import type { Day } from './simulate.ts';

export type Lived = { title: string; days: readonly Day[] };

const panel = { width: 470, height: 250, left: 34, right: 96, top: 34, bottom: 30 };
const columns = 2;

const style = `
  .paper { fill: #ffffff } .ink { fill: #1f2430 } .faint { fill: #5d6472 } .band { fill: #5b4bd6; fill-opacity: 0.05 } .band.odd { fill-opacity: 0.12 }
  .axis { stroke: #9aa1ae } .line { stroke: #4a3bc4; fill: none; stroke-width: 2; stroke-linejoin: round } .up { fill: #157f4b } .down, .insult { fill: #c22f2f } .insult { stroke: #c22f2f } .heal { fill: #ffffff; stroke: #157f4b } .away { fill: #a35a00 }
  text { font: 12px system-ui, sans-serif } .title { font-size: 13px; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #15171c } .ink { fill: #e8eaf0 } .faint { fill: #a6adba } .band { fill: #a99bff; fill-opacity: 0.07 } .band.odd { fill-opacity: 0.16 }
    .axis { stroke: #666d7a } .line { stroke: #b3a7ff } .up { fill: #55d495 } .down, .insult { fill: #ff8080 } .insult { stroke: #ff8080 } .heal { fill: #15171c; stroke: #55d495 } .away { fill: #f2b155 }
  }`;

type Mark = 'up' | 'down' | 'insult' | 'heal' | 'away';
const legend: readonly [Mark, string][] = [['up', 'level reached'], ['down', 'level lost'], ['insult', 'insults'], ['heal', 'apology'], ['away', 'back from an absence']];

const below: readonly Mark[] = ['insult', 'down'];
const round = (value: number): string => String(Math.round(value * 10) / 10);
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function shape(mark: Mark, x: number, y: number): string {
  const [cx, cy] = [round(x), round(y)];
  if (mark === 'heal') return `<circle class="heal" cx="${cx}" cy="${cy}" r="4" stroke-width="2"/>`;
  const points = (list: readonly (readonly [number, number])[]) => list.map(([dx, dy]) => `${round(x + dx)},${round(y + dy)}`).join(' ');
  if (mark === 'insult') return `<path class="insult" stroke-width="2.5" d="M${round(x - 4)} ${round(y - 4)}L${round(x + 4)} ${round(y + 4)}M${round(x - 4)} ${round(y + 4)}L${round(x + 4)} ${round(y - 4)}"/>`;
  const outline = { up: [[0, -6], [5, 4], [-5, 4]], down: [[0, 6], [5, -4], [-5, -4]], away: [[0, -6], [6, 0], [0, 6], [-6, 0]] } as const;
  return `<polygon class="${mark}" points="${points(outline[mark])}"/>`;
}

/** What to mark on a day, with words for who points at it. */
function marksOf(levels: readonly Level[], { entries }: Day): { mark: Mark; title: string }[] {
  const found: { mark: Mark; title: string }[] = [];
  const place = (name: string) => levels.findIndex((level) => level.name === name);
  let before: string | undefined;
  for (const entry of entries) {
    if (entry.kind === 'level') found.push({ mark: before !== undefined && place(entry.rule) < place(before) ? 'down' : 'up', title: entry.reason });
    if (entry.kind === 'return') found.push({ mark: 'away', title: entry.reason });
    before = entry.level;
  }
  if (entries.some(({ rule }) => rule === 'insult' || rule === 'cruelty')) found.push({ mark: 'insult', title: 'Insults' });
  const apology = entries.find(({ rule, delta }) => rule === 'apology' && delta > 0);
  if (apology) found.push({ mark: 'heal', title: `${apology.reason}: +${apology.delta}` });
  return found;
}

function drawLife(levels: readonly Level[], { title, days }: Lived, left: number, top: number): string {
  const width = panel.width - panel.left - panel.right;
  const height = panel.height - panel.top - panel.bottom;
  const x = (day: number) => left + panel.left + (day / days.length) * width;
  const y = (points: number) => top + panel.top + (1 - points / 100) * height;
  const bands = levels.map(({ name, affinity_range: [from] }, index) => {
    const to = levels[index + 1]?.affinity_range[0] ?? 100;
    return `<rect class="band${index % 2 === 1 ? ' odd' : ''}" x="${round(x(0))}" y="${round(y(to))}" width="${round(width)}" height="${round(y(from) - y(to))}"/>`
      + `<text class="faint" x="${round(x(days.length) + 6)}" y="${round((y(from) + y(to)) / 2 + 4)}">${escape(name.replaceAll('_', ' '))}</text>`;
  });
  const ticks = [0, 10, 20, 30, 40, 50, 60].filter((day) => day <= days.length).map((day) => `<text class="faint" text-anchor="middle" x="${round(x(day))}" y="${round(y(0) + 16)}">${day}</text>`);
  const heights = [0, 50, 100].map((points) => `<text class="faint" text-anchor="end" x="${round(x(0) - 6)}" y="${round(y(points) + 4)}">${points}</text>`);
  const line = [`M${round(x(0))} ${round(y(0))}`, ...days.map(({ day, points }) => `L${round(x(day))} ${round(y(points))}`)].join('');
  // What is good stands above the line, what is not below it.
  const marks = days.flatMap((day) => {
    const all = marksOf(levels, day);
    return [all.filter(({ mark }) => !below.includes(mark)), all.filter(({ mark }) => below.includes(mark))].flatMap((side, isBelow) =>
      side.map(({ mark, title: told }, index) => `<g>${shape(mark, x(day.day), y(day.points) + (isBelow ? 1 : -1) * (11 + index * 13))}<title>Day ${day.day}: ${escape(told)}</title></g>`));
  });
  return [
    `<text class="ink title" x="${round(x(0))}" y="${top + 20}">${escape(title)}</text>`, ...bands,
    `<path class="axis" fill="none" d="M${round(x(0))} ${round(y(100))}V${round(y(0))}H${round(x(days.length))}"/>`, ...ticks, ...heights, `<path class="line" d="${line}"/>`, ...marks,
  ].join('\n');
}

export function drawLives(levels: readonly Level[], lives: readonly Lived[]): string {
  const rows = Math.ceil(lives.length / columns);
  const [width, height] = [columns * panel.width, rows * panel.height + 34];
  let at = 24;
  const keys = legend.map(([mark, words]) => {
    const key = `${shape(mark, at + 6, height - 18)}<text class="ink" x="${at + 18}" y="${height - 14}">${words}</text>`;
    at += 42 + words.length * 7;
    return key;
  });
  const summary = lives.map(({ title, days }) => `${title}: ${days.at(-1)!.points} points, ${days.at(-1)!.level.replaceAll('_', ' ')}, on day ${days.length}.`).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title about">
<title id="title">Points of a relationship by day, for ${lives.length} simulated lives</title>
<desc id="about">${escape(summary)}</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}" rx="8"/>
${lives.map((life, index) => drawLife(levels, life, (index % columns) * panel.width, Math.floor(index / columns) * panel.height)).join('\n')}
${keys.join('\n')}
<text class="faint" text-anchor="end" x="${width - 20}" y="${height - 14}">days</text>
</svg>
`;
}
