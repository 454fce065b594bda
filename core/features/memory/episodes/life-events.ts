// What each kind of life event makes of an episode: its type, the least it weighs, and how it feels.
import type { Episode } from '../../../contract/episodes.ts';
import { lifeEventFacts, lifeEventKinds } from '../../../contract/interactions.ts';
import type { LifeEventKind } from '../../../contract/interactions.ts';

export type LifeEventReading = {
  type: Episode['type'];
  /** 0 to 10: an episode about it is at least this important. */
  atLeast: number;
  /** The family of feelings it belongs to, however calmly it is told; null for none in particular. */
  feeling: 'sad' | 'afraid' | 'angry' | 'happy' | 'proud' | 'loving' | null;
};

const readings: Readonly<Record<Exclude<LifeEventKind, 'none'>, Omit<LifeEventReading, 'atLeast'>>> = {
  bereavement: { type: 'emotional_moment', feeling: 'sad' },
  illness: { type: 'emotional_moment', feeling: 'afraid' },
  breakup: { type: 'emotional_moment', feeling: 'sad' },
  job_loss: { type: 'emotional_moment', feeling: 'sad' },
  accident: { type: 'emotional_moment', feeling: 'afraid' },
  conflict: { type: 'conflict', feeling: 'angry' },
  confession: { type: 'confession', feeling: null },
  new_relationship: { type: 'milestone', feeling: 'loving' },
  birth: { type: 'milestone', feeling: 'happy' },
  wedding: { type: 'milestone', feeling: 'happy' },
  move: { type: 'milestone', feeling: null },
  travel: { type: 'milestone', feeling: null },
  new_job: { type: 'achievement', feeling: 'proud' },
  graduation: { type: 'achievement', feeling: 'proud' },
  achievement: { type: 'achievement', feeling: 'proud' },
};

/** A flu is an illness too: below its full weight an event leaves room for how it was told. A death does not. */
const leastShare = 0.75;
const leastOfDeath = 8.5;

/** How things are, said plainly: "I live in Leeds". Where nothing changes, nothing happened. */
const state = /^\W*(?:hola|hi|hello)?\W*(?:yo )?(?:me llamo|soy|vivo|trabajo|estudio|tengo|my name is|i (?:live|work|study|have)|i(?:['’]m| am) (?:a|an|from)|we live)(?!\p{L})/iu;
const change = /(?<!\p{L})(?:nuev[oa]s?|empiezo|empec[eé]|empezar|empezado|comienzo|mudo|mud[eé]|mudar\p{L}*|por fin|acabo de|desde (?:hoy|ayer)|hoy|ayer|ma[ñn]ana|ya no|dej[eé]|new|just|start(?:ed|ing)?|moved|moving|finally|today|yesterday|tomorrow|since|no longer|got)(?!\p{L})/iu;
/** Lasting conditions that the words of a state can tell as news all the same: "I have cancer". */
const toldAsState: ReadonlySet<LifeEventKind> = new Set(['bereavement', 'illness', 'breakup', 'job_loss', 'accident', 'conflict', 'confession', 'birth', 'wedding']);
/** What ends without being mourned, insects among it. */
const things = /(?<!\p{L})(?:coches?|m[oó]vil|tel[eé]fono|bater[ií]a|ordenador|port[aá]til|plantas?|nevera|lavadora|reloj|tele|wifi|llaves|cartera|autob[uú]s|cars?|phones?|battery|laptops?|computers?|plants?|fridge|washing machine|watch|tv|wi-?fi|keys|wallet|bus|bike|house|mosquitos?|moscas?|cucarachas?|ara[ñn]as?|hormigas?|mosquito(?:e)?s|fl(?:y|ies)|spiders?|roach(?:es)?|ants?)(?!\p{L})/iu;

/** Said laughing, or of a game: neither a blow nor a quarrel. */
const inFun = /(?<!\p{L})(?:de risa|jaja\p{L}*|haha\p{L}*|lol|laugh\p{L}*|ajedrez|cartas|parch[ií]s|partida|videojuego|chess|board game|cards|monopoly|(?:lost|won) the game|match)(?!\p{L})/iu;

/** Null for none, for what this version does not know, and where the text itself says that nothing of the kind happened. @param topics of the text */
export function readLifeEvent(kind: string | null, text: string, topics: readonly string[]): LifeEventReading | null {
  const known = lifeEventKinds.find((one) => one === kind);
  if (known === undefined || known === 'none') return null;
  if (!toldAsState.has(known) && state.test(text) && !change.test(text)) return null;
  if (readings[known].feeling !== null && lifeEventFacts[known].valence < 0 && inFun.test(text)) return null;
  if (known === 'bereavement' && things.test(text) && !topics.some((topic) => ['pet', 'family', 'partner', 'friend'].includes(topic))) return null;
  return { ...readings[known], atLeast: known === 'bereavement' ? leastOfDeath : leastShare * lifeEventFacts[known].weight };
}
