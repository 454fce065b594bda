// How two values become one in a mixture: numbers meet between, lists give as many of theirs as they weigh.
import { parameterNames } from '../../contract/parameters.ts';
import type { Modifier } from '../../contract/parameters.ts';

/** `weight`: share of the second, 0 to 1, everywhere. */
export function between(first: number, second: number, weight: number): number {
  return Math.round((first + (second - first) * weight) * 1e4) / 1e4;
}

/** Between two numbers where both are given, else the one there is. */
export function betweenGiven(first: number | undefined, second: number | undefined, weight: number): number | undefined {
  return first === undefined || second === undefined ? first ?? second : between(first, second, weight);
}

/** Between two angles in degrees, the short way round. */
export function betweenHues(first: number | undefined, second: number | undefined, weight: number): number | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const turn = ((second - first + 540) % 360) - 180;
  return Math.round((first + turn * weight + 360) % 360);
}

/** So many of each list as it weighs, in their order, the heavier's first, none twice; at least one where either has one. */
export function mergeLists<Item>(first: readonly Item[], second: readonly Item[], weight: number, most: number, keyOf: (item: Item) => string = (item) => String(item).trim().toLowerCase()): Item[] {
  const part = (list: readonly Item[], share: number) => list.slice(0, Math.round(list.length * share));
  const [heavier, lighter] = weight > 0.5 ? [second, first] : [first, second];
  const share = Math.min(weight, 1 - weight);
  const taken = [...part(heavier, 1 - share), ...part(lighter, share)];
  const kept = taken.length > 0 ? taken : [...heavier, ...lighter].slice(0, 1);
  const known = new Set<string>();
  return kept.filter((item) => !known.has(keyOf(item)) && known.add(keyOf(item))).slice(0, most);
}

/** Everything of both, none twice: for limits that a mixture must not lose. */
export function joinLists<Item extends string>(first: readonly Item[], second: readonly Item[], most: number): Item[] {
  return [...new Set([...first, ...second])].slice(0, most);
}

/** Deltas meet between (one that is missing is none), sentences merge. */
export function blendModifiers(first: Modifier, second: Modifier, weight: number): Modifier {
  const deltas = parameterNames.flatMap((name) => {
    const [one, other] = [first.advanced_parameters?.[name], second.advanced_parameters?.[name]];
    return one === undefined && other === undefined ? [] : [[name, between(one ?? 0, other ?? 0, weight)] as const];
  });
  const adjustments = mergeLists(first.behavioral_adjustments ?? [], second.behavioral_adjustments ?? [], weight, 20);
  return { ...(deltas.length === 0 ? {} : { advanced_parameters: Object.fromEntries(deltas) }), ...(adjustments.length === 0 ? {} : { behavioral_adjustments: adjustments }) };
}

/** Whole words, with a mark where it was cut. */
export function shorten(text: string, most: number): string {
  const letters = [...text];
  if (text.length <= most) return text;
  let cut = '';
  for (const letter of letters) {
    if (cut.length + letter.length > most - 1) break;
    cut += letter;
  }
  return `${cut.replace(/\s+\S*$/u, '') || cut}…`;
}

/** The same object without the keys that hold nothing. */
export function given<Fields extends Record<string, unknown>>(fields: Fields): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };
}
