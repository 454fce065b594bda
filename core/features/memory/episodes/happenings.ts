// Which messages of a window belong to one happening.
import { searchTerms } from '../stop-words.ts';
import type { Weighed } from './weigh.ts';

/** A message of at least this weight (0 to 10) and a kind of its own begins an episode. */
export const worthKeeping = 5;
/** Messages of no weight of their own that a happening may take in, one after another. */
const mostFollowers = 3;
/** 0 to 10: what weighs at least this is grave. */
export const grave = 8;
/** Interactions that leave it. */
const elsewhere: ReadonlySet<string> = new Set(['question', 'request', 'small_talk', 'greeting', 'farewell', 'joke', 'thanks', 'complaint']);
/** Two weighty messages this many of the user's messages apart need no common word to be one happening. */
const near = 2;

/** The user turns to something else. */
const otherSubject = /^\W*(?:por cierto|cambiando de tema|otra cosa|hablando de otra cosa|by the way|btw|anyway|changing the subject|on another note|speaking of something else)(?!\p{L})/iu;
/** It speaks on of what was just named: of someone without a name, of what was, or of how that feels. */
const speaksOn = new RegExp([
  String.raw`^\W*(?:era|eran|[eé]ramos|fue|fueron|ten[ií]a|ten[ií]an|ten[ií]amos|viv[ií]amos|estaba|llevaba|llev[aá]bamos|siempre|nunca|todav[ií]a|a[uú]n|ya no|ni siquiera|es que|se llam(?:a|aba)|pero|porque|adem[aá]s|encima|[eé]l|ella|ellos|me (?:cri[oó]|ense[ñn][oó]|cuid[oó]|dio|hac[ií]a|esperaba|quer[ií]a|acompa[ñn][oó]|dol[ií]a)|me (?:va a )?(?:duele|doler)|no (?:s[eé] (?:qu[eé]|c[oó]mo|vivir|si)|puedo|paro|dejo|me lo)|s[eé] que|qu[eé] (?:dolor|pena|vac[ií]o|injusto)|estoy (?:destrozad|fatal|hundid|devastad|muy mal|en shock|muy trist|trist))(?!\p{L}{4})`,
  String.raw`(?<!\p{L})(?:(?:lo|la|los|las|le|les) (?:\p{L}+ )?(?:quer[ií]a|queri?a|echo|extra[ñn]o|voy|amaba|adoraba|llev[oé]|tuve|tuvimos|ten[ií]a|hab[ií]a|ped[ií]|dije|vi)|sin (?:[eé]l|ella|ellos|ellas)|de (?:[eé]l|ella)|con (?:[eé]l|ella)|para m[ií]|a[uú]n no (?:me|lo) (?:creo|asimilo)|no me lo creo|no paro de (?:llorar|pensar))(?!\p{L})`,
  String.raw`(?<!\p{L})(?:he|she|him|her|his|hers|they|them|that little)(?!\p{L})`,
  String.raw`^\W*(?:it (?:was|is|still|hurts|happened|feels)|it['’]s (?:so|been|just|hard)|that (?:was|is)|this (?:was|is)|but|because|and|still|since then|ever since|we (?:were|had been|are (?:devastated|heartbroken))|i (?:(?:still |just )?can['’]t|feel|don['’]t know (?:what|how|if)|never got|miss|loved|keep)|can['’]t (?:believe|stop)|the kids are)(?!\p{L})`,
].join('|'), 'iu');

/** Messages of one happening, oldest first, with the replies between and right after them. */
export type Happening = Weighed[];

type Growing = { members: Weighed[]; lastUserIndex: number; followers: number };

/** @param window of one session, oldest first */
export function happeningsOf(window: readonly Weighed[]): Happening[] {
  const all: Growing[] = [];
  let userIndex = -1;
  for (const message of window) {
    if (message.speaker !== 'user') continue;
    userIndex += 1;
    const home = isWeighty(message) ? all.findLast((one) => isSame(one, message, userIndex)) : followed(all, message, userIndex);
    if (home) {
      home.followers = isWeighty(message) ? 0 : home.followers + 1;
      home.members.push(message);
      home.lastUserIndex = userIndex;
    } else if (isWeighty(message)) {
      all.push({ members: [message], lastUserIndex: userIndex, followers: 0 });
    }
  }
  return all.map(({ members }) => withReplies(members, window));
}

function isWeighty(message: Weighed): boolean {
  return message.type !== null && message.weight >= worthKeeping;
}

/** Two weighty messages: nothing in how they feel, and something in what they say or how near they stand, that makes them one. */
function isSame({ members, lastUserIndex }: Growing, message: Weighed, userIndex: number): boolean {
  const seeds = members.filter(isWeighty);
  const last = seeds.at(-1)!;
  // What one loved is praised when it is lost: the next words about it are of it, however they feel.
  if (userIndex - lastUserIndex === 1 && message.cues.length === 0 && speaksOn.test(message.text) && !otherSubject.test(message.text)) return true;
  if (seeds.some((seed) => seed.valence * message.valence < 0)) return false;
  const sharesTopic = members.some((member) => shares(member.topics, message.topics));
  if (sharesTopic) return last.event === null || message.event === null || last.event === message.event || userIndex - lastUserIndex <= near;
  if (userIndex - lastUserIndex > near || otherSubject.test(message.text)) return false;
  const differs = message.topics.length > 0 && seeds.some((seed) => seed.topics.length > 0);
  return speaksOn.test(message.text) || (!differs && (message.event === null || last.event === null || message.event === last.event) && (message.type === last.type || message.type === 'emotional_moment'));
}

/** After grave news, the next thing said is about it unless it plainly is not. */
function isGrave({ members }: Growing): boolean {
  return members.some((member) => member.atLeast >= grave);
}

/** The happening a message without weight of its own goes on about: only the latest one, and only right after it. */
function followed(all: readonly Growing[], message: Weighed, userIndex: number): Growing | undefined {
  const latest = all.at(-1);
  if (!latest || latest.lastUserIndex !== userIndex - 1 || latest.followers >= mostFollowers || otherSubject.test(message.text)) return undefined;
  const isQuestion = /\?\s*$/.test(message.text);
  const words = new Set(latest.members.flatMap((member) => searchTerms(member.text)));
  const sharesWords = searchTerms(message.text).some((word) => word.length > 3 && words.has(word));
  const sharesTopic = latest.members.some((member) => shares(member.topics, message.topics));
  if (sharesWords || sharesTopic) return latest;
  if (isQuestion) return undefined;
  if (isGrave(latest) && latest.followers === 0 && message.topics.length === 0 && !message.interactions.some((type) => elsewhere.has(type))) return latest;
  const feelsAlike = latest.members.some((member) => member.valence !== 0 && member.valence === message.valence) && message.topics.length === 0;
  return speaksOn.test(message.text) || feelsAlike ? latest : undefined;
}

function shares(one: readonly string[], other: readonly string[]): boolean {
  return one.some((value) => other.includes(value));
}

/** The members and each reply that comes right after one of them. */
function withReplies(members: readonly Weighed[], window: readonly Weighed[]): Happening {
  const ids = new Set(members.map((member) => member.id));
  return window.filter((message, index) => ids.has(message.id) || (message.speaker === 'assistant' && index > 0 && ids.has(window[index - 1]!.id)));
}
