// Our part of a card's extensions: whatever of a personality the card's own fields would not bring back. It remembers how each field read when it was written, so that a field changed since by another program wins.
import type { Personality } from '../../../contract/personality.ts';
import { personalitySchema } from '../../../contract/personality.ts';
import { sha256 } from '../../../lib/hash.ts';
import type { CardData } from './card-fields.ts';
import { fieldOf, ownExtension } from './kept-fields.ts';
import { mappedFields } from './mapped-fields.ts';
import { isRecord } from './parse-json.ts';
import type { Findings } from './refuse.ts';
import { canonicalJson, isSame, own } from './same.ts';

const format = 1;

/** `personality` has LuminoraCore's shape; what is missing in it stands in the card's own fields, but for the paths in `absent`. */
type OwnExtension = { format: typeof format; personality: Record<string, unknown>; absent: string[]; written: Record<string, string> };

/** The parts a personality is compared and put together by: "scenario", "persona.name", "card.nickname". */
type Parts = Map<string, unknown>;

const opened = ['persona', 'card'];

function toParts(personality: Readonly<Record<string, unknown>>): Parts {
  const parts: Parts = new Map();
  for (const [key, value] of Object.entries(personality)) {
    if (opened.includes(key) && isRecord(value)) for (const [inner, each] of Object.entries(value)) parts.set(`${key}.${inner}`, each);
    else parts.set(key, value);
  }
  if (isRecord(personality['card']) && Object.keys(personality['card']).length === 0) parts.set('card', {});
  return new Map([...parts].filter(([, value]) => value !== undefined));
}

function fromParts(parts: Parts): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [path, value] of parts) {
    const [key, inner] = divided(path);
    if (inner === null) whole[key] ??= value;
    else ((whole[key] ??= {}) as Record<string, unknown>)[inner] = value;
  }
  return whole;
}

function divided(path: string): [string, string | null] {
  const dot = path.indexOf('.');
  return dot < 0 || !opened.includes(path.slice(0, dot)) ? [path, null] : [path.slice(0, dot), path.slice(dot + 1)];
}

const sourcesByPath: ReadonlyMap<string, readonly string[]> = new Map([...mappedFields.flatMap(({ paths, sources }) => paths.map((path) => [path, sources] as const)), ['persona.description', ['description']]]);

/** Fields of the card that say the same as a part; null for a part that no field speaks of. */
function sourcesOf(path: string): readonly string[] | null {
  const [key, inner] = divided(path);
  if (key !== 'card' || inner === null) return sourcesByPath.get(path) ?? null;
  const field = fieldOf(inner);
  return field === null ? [] : [field];
}

/** Empty things are all alike: programs fill in what is missing, and leave out what is empty. */
function digest(data: CardData, field: string): string {
  let value = own(data, field);
  if (field === 'extensions' && isRecord(value)) value = Object.fromEntries(Object.entries(value).filter(([key]) => key !== ownExtension));
  const isEmpty = value === undefined || value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  return isEmpty ? '' : sha256(canonicalJson(value)).slice(0, 16);
}

/** @param derived what the card as it will be written gives by itself */
export function writeOwnExtension(personality: Personality, derived: Personality, data: CardData): OwnExtension {
  const [wanted, given] = [toParts(personality), toParts(derived)];
  const different = [...wanted].filter(([path, value]) => sourcesOf(path) === null || !isSame(value, given.get(path)));
  const absent = [...given.keys()].filter((path) => !wanted.has(path));
  const fields = new Set([...different.map(([path]) => path), ...absent].flatMap((path) => sourcesOf(path) ?? []));
  return { format, personality: fromParts(new Map(different)), absent, written: Object.fromEntries([...fields].map((field) => [field, digest(data, field)])) };
}

/** The personality whole again; parts that were damaged, or whose fields were changed since, are as the card says. */
export function applyOwnExtension(derived: Personality, data: CardData, findings: Findings): Personality {
  const extensions = own(data, 'extensions');
  const found = isRecord(extensions) ? own(extensions, ownExtension) : undefined;
  if (found === undefined) return derived;
  const extension = readOwnExtension(found);
  const place = `data.extensions.${ownExtension}`;
  if (extension === null) {
    findings.warn(place, 'This part of the card is not as Luminora writes it; the card was read without it.');
    return derived;
  }
  const parts = toParts(derived);
  const isUntouched = (path: string) => (sourcesOf(path) ?? []).every((field) => own(extension.written, field) === digest(data, field));
  const changed = new Set<string>();
  for (const [path, value] of toParts(extension.personality)) {
    if (isUntouched(path)) parts.set(path, value);
    else changed.add(path);
  }
  for (const path of extension.absent) {
    if (isUntouched(path)) parts.delete(path);
    else changed.add(path);
  }
  if (changed.size > 0) findings.warn(place, `Another program changed the card since Luminora wrote it; the card's own words were taken for: ${[...changed].join(', ').slice(0, 300)}.`);
  return validated(parts, toParts(derived), findings, place) ?? derived;
}

/** Parts that the schema refuses fall back to what the card says; null when that does not help. */
function validated(parts: Parts, derived: Parts, findings: Findings, place: string): Personality | null {
  for (let round = 0; round < 3; round++) {
    const parsed = personalitySchema.safeParse(fromParts(parts));
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const unknown = issue.code === 'unrecognized_keys' && issue.path.length < 2 ? issue.keys : [];
      const paths = unknown.length > 0 ? unknown.map((key) => [...issue.path, key]) : [issue.path];
      for (const path of paths) {
        const [key, inner] = path.map(String);
        const names = [`${key}.${inner}`, `${key}`];
        findings.warn([place, 'personality', ...path.map(String)].join('.'), `${issue.message}; the card was read without it.`);
        for (const name of names) {
          parts.delete(name);
          if (derived.has(name)) parts.set(name, derived.get(name));
        }
      }
    }
  }
  return null;
}

function readOwnExtension(value: unknown): OwnExtension | null {
  if (!isRecord(value) || value['format'] !== format || !isRecord(value['personality']) || !isRecord(value['written']) || !Array.isArray(value['absent'])) return null;
  const absent = value['absent'].filter((path) => typeof path === 'string');
  const written = Object.fromEntries(Object.entries(value['written']).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  return { format, personality: value['personality'], absent, written };
}
