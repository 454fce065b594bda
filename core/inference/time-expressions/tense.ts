// Does the sentence around an expression look back or ahead? Read off the nearest verb; enough to tell last May from the coming one.
import type { Language } from '../../lib/language.ts';
import type { Tense } from './time-span.ts';
import type { Token } from './tokens.ts';

type Cues = {
  past: ReadonlySet<string>;
  future: ReadonlySet<string>;
  /** Future when the second word follows the first: "voy a", "going to". */
  futureBefore: Readonly<Record<string, string>>;
  pastEnding: RegExp;
  futureEnding: RegExp | null;
  /** Words that only look like a verb in the past. */
  notPast: ReadonlySet<string>;
};

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const cues: Record<Language, Cues> = {
  es: {
    past: words('fui fuiste fue fuimos fueron era eras eran eramos estuve estuvo estuvimos estuvieron tuve tuvo tuvimos tuvieron hice hiciste hizo hicimos hicieron dije dijiste dijo dijimos vi viste vio vimos vine vino vinieron puse puso pude pudo quise quiso supe supo di dio dimos traje trajo hubo he has ha hemos han'),
    future: words('quiero quieres quiere queremos espero planeo planeamos pienso pensamos tengo tienes tiene tenemos tienen hay es sera empiezo empieza empiezan viajo celebramos celebro vuelvo vuelve viene vienen llega llegan salgo sale debo deberia recuerdame recuerda puedes podemos puedo nos caso cumplo cumple'),
    futureBefore: { voy: 'a', vas: 'a', va: 'a', vamos: 'a', vais: 'a', van: 'a', ibamos: 'a' },
    pastEnding: /.{2}(?:é|í|ó|aste|iste|aron|ieron|aba|abas|aban|ábamos|ía|ías|ían|íamos)$/u,
    futureEnding: /.{1}[aei]r(?:é|ás|á|emos|éis|án)$|(?:ndr|ldr|abr|odr|uerr)(?:é|ás|á|emos|án)$|^(?:iré|irás|irá|iremos|irán|será|haré|hará|haremos)$/u,
    notPast: words('dia dias todavia tia tias tio maria cafe energia alegria policia compania fantasia filosofia psicologia fotografia cafeteria panaderia libreria peluqueria loteria bateria garantia melodia guia mia mias rocio bebe porque asi aqui alli ahi garcia sofia lucia'),
  },
  en: {
    past: words('was were did had went said told got came saw made took gave found felt left met knew thought bought brought ate ran won lost wrote slept spent began became broke fell heard held kept led paid sent sat stood spoke taught wore drove flew grew been done gone seen put used last'),
    future: words('will wont gonna shall plan plans planning hope hoping want wanna need remind scheduled planned supposed excited upcoming is are am have has starts begins leave leaving fly flying let lets can should must might'),
    futureBefore: { going: 'to' },
    pastEnding: /.{2}ed$/u,
    futureEnding: null,
    notPast: words('need bed feed speed seed indeed hundred naked shed wed bleed weed sacred married scheduled planned supposed excited'),
  },
};

function cueOf(language: Language, token: Token, next: Token | undefined): Tense | null {
  const { past, future, futureBefore, pastEnding, futureEnding, notPast } = cues[language];
  if (token.kind !== 'word') return null;
  if (token.isWill || futureBefore[token.word] === next?.word && next !== undefined) return 'future';
  if (past.has(token.word)) return 'past';
  if (future.has(token.word) || futureEnding?.test(token.accented)) return 'future';
  return pastEnding.test(token.accented) && !notPast.has(token.word) ? 'past' : null;
}

/** How many words a verb may stand away. Bounds the work per expression. */
const reach = 14;
const endsSentence = (token: Token): boolean => token.kind === 'mark' && '.!?;¿¡…'.includes(token.word);

/** The tense of the verb nearest to the words from `from` up to `to`; a question without one looks back; null when nothing tells. */
export function tenseNear(language: Language, tokens: readonly Token[], from: number, to: number): Tense | null {
  const before = { open: true };
  const after = { open: true };
  let isQuestion = false;
  for (let distance = 1; distance <= reach; distance += 1) {
    for (const [side, at] of [[before, from - distance], [after, to + distance - 1]] as const) {
      const token = tokens[at];
      if (!side.open || !token) continue;
      if (endsSentence(token)) {
        side.open = false;
        isQuestion ||= side === after ? token.word === '?' : token.word === '¿';
        continue;
      }
      const cue = cueOf(language, token, tokens[at + 1]);
      if (cue) return cue;
    }
  }
  return isQuestion ? 'past' : null;
}
