// Cuts a message into the sentences that may tell something about its writer: what is quoted, asked, imagined, dreamt, played or translated is left out.
import type { TimeSpan } from '../../../../inference/time-expressions/time-span.ts';
import { withSubjects } from './elided.ts';
import { foldInPlace } from './fold.ts';

export type Sentence = {
  /** As written, and folded; the same length. */
  text: string;
  folded: string;
  /** The times it names, found when a rule first asks. */
  times: Map<'past' | 'future', readonly TimeSpan[]>;
};

/** Quotations, code, stage directions, lines of another's mail, and the note of memory a prompt holds, should it be pasted back. A quotation has an end nearby, or it was an inch or a typing error. */
const notOwnWords = /\[(?:Memory|Memoria):[^\]]*(?:\]|$)|```[\s\S]*?(?:```|$)|`[^`\n]{0,300}`|"[^"\n]{0,400}"|«[^»\n]{0,400}»|“[^”\n]{0,400}”|(?<![\p{L}\p{N}])'[^'\n]{3,300}'(?![\p{L}\p{N}])|\*[^*\n]{1,300}\*|^[>|].*$|https?:\/\/\S+|[#@][\p{L}\p{N}_]+|♪[^\n]*/gmu;

/** From here on the message is a text to work on, a game or an invention. */
const startsInvention = new RegExp([
  String.raw`^\W*(?:por favor,? |please,? |oye,? |hey,? |can you |could you |(?:me )?puedes |podrias )?(?:traduc\p{L}+|corrig\p{L}+|revisa|como se dice|como digo|como dirias|escrib[ei](?:me|r)?|redacta\p{L}*|inventa\p{L}*|reescrib\p{L}+|resum\p{L}+|completa|deletrea|haz(?:me)? un|translate|rewrite|proofread|correct|fix|how do (?:you|i) say|how would you say|write|draft|compose|summari[sz]e|complete|fill in|spell|repeat|repite|di(?:me)? (?:en|un)|say)(?![\p{L}'])`,
  String.raw`\b(?:imagina(?:te)? (?:que|si|un|una|estar|por)|imaginemos|supon|supongamos|finge|finjamos|fingir|haz como|hagamos como|hagamos de cuenta|juguemos|jugamos a que|jugar a que|juego de rol|rol|actua como|hipoteticamente|pongamos|imagine (?:that|if|you|we|i|a|being|having)|suppose|supposing|pretend|let's say|lets say|roleplay|role-play|role play|act as|act like|hypothetically|let's play|in this scenario|in this story|picture this)(?![\p{L}'])`,
  String.raw`\b(?:sone que|sone con|anoche sone|he sonado|en (?:el|mi|un) sueno|tuve un sueno|una pesadilla|i dreamt|i dreamed|in my dream|in a dream|had (?:a|this|the weirdest|a weird) dream|a nightmare)(?![\p{L}'])`,
].join('|'), 'u');
/** This sentence is about a story, a song or somebody made up. */
const isFiction = /\b(?:mi personaje|(?:el|la) protagonista|el narrador|en (?:mi|el|la|un|una|esta|este) (?:novela|cuento|relato|historia|pelicula|peli|serie|juego|videojuego|partida|cancion|chiste|obra)|(?:la|una) (?:cancion|letra|frase) (?:que )?(?:dice|empieza)|un chiste|my character|the (?:main character|protagonist|narrator)|in (?:my|the|a|this) (?:novel|movie|film|show|series|game|song|book|story|joke|play|campaign)|the song (?:goes|says|that goes)|the lyrics|lyrics?|as the song)(?![\p{L}'])/u;

/** A sentence that begins so supposes or wishes; one that holds the rest is not meant. */
const supposes = /^\W*(?:y |pero |and |but |oh |ay ){0,3}(?:si (?!,|(?:hay )?algo (?:que )?(?:no )?(?:me gusta|odio|detesto|soporto|aguanto|trago)(?![\p{L}]))|if |ojala (?!(?:algun dia |un dia )?(?:pueda|logre|consiga))|what if|y si |que tal si|como si|as if|wish|i wish|if only|quien (?:fuera|tuviera|pudiera)|unless|whenever|even if|aunque fuera|cuando sea|when i grow up)/u;
const isIrony = /(?:\bclaro,? (?:y yo|como si|que si|porque yo)|\by yo soy (?:el|la|una? )?(?:rey|reina|papa|principe|princesa|batman|superman|elvis|napoleon|presidente)|\byeah,? right\b|\bsure,? (?:and|because) i|\band i'm (?:the|a) (?:queen|king|pope|president|prince|princess)|\/s\b|\bsarcas|\biron(?:ia|ic|y)\b|\bes broma\b|\bbromeo\b|\bjust kidding\b|\bjk\b|\bkidding\b|\bnot really\b|\bno es verdad\b|\bes mentira\b|\bmentira\b|\bnah,? es\b|🙄|🙃|^\W*si,? claro,? (?:me (?:encanta|fascina|gusta|flipa|chifla)|adoro|amo)|^\W*(?:oh|yeah),? (?:sure|great|of course),? i (?:just )?(?:love|adore|enjoy))/u;

const asksEs = 'que|como|cuando|donde|quien|cual|cuales|cuanto|cuanta|cuantos|cuantas|por que|sabes|crees|puedes|podrias|me puedes|me ayudas|me recomiendas|tienes|te gusta|te gustan|te acuerdas|recuerdas|conoces|has|hay|y tu|y a ti|tu|no crees|verdad|no|eh|vale|alguna idea|algun consejo';
const asksEn = "what|how|when|where|who|why|which|do you|did you|does|do i|can you|can i|could|would|will|should|is it|is that|are you|are there|have you|any|and you|you|right|ok|okay|huh|isn't|don't you|got any|remember|know any|what's|how's|who's";
const startsQuestion = new RegExp(`^\\W*(?:(?:y|pero|and|but|so|entonces|pues|por cierto|btw|also)\\s+)?(?:${asksEs}|${asksEn})(?![\\p{L}'])`, 'u');

/** The telling sentences of a message, in order. @param text normalized for analysis */
export function tellingSentences(text: string): Sentence[] {
  const own = text.replace(notOwnWords, (quoted) => ' '.repeat(quoted.length).replace(/^./, '"'));
  const sentences: Sentence[] = [];
  for (const piece of (own.match(/(?:[^.!?\n;…]|\.(?=[\p{L}\p{N}]))+[.!?…]*/gu) ?? []).flatMap(inParts)) {
    const folded = foldInPlace(piece);
    if (startsInvention.test(folded)) break;
    const told = withoutQuestion(piece, folded);
    if (told === null) continue;
    const cut = foldInPlace(told);
    if (supposes.test(cut) || isFiction.test(cut) || isIrony.test(cut)) continue;
    const whole = withSubjects(isShouted(told) ? told.toLowerCase() : told);
    sentences.push({ text: whole, folded: foldInPlace(whole), times: new Map() });
  }
  return isIrony.test(foldInPlace(own).slice(-60)) ? [] : sentences;
}

/** Characters of a sentence read together: patterns look ahead and back in it, so that one without an end would cost by its square. */
const longestSentence = 400;

/** A sentence without an end in pieces, cut between words where it has any. */
function inParts(sentence: string): string[] {
  const parts: string[] = [];
  let rest = sentence;
  while (rest.length > longestSentence) {
    const space = rest.lastIndexOf(' ', longestSentence);
    const cut = space > longestSentence / 2 ? space : longestSentence;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...parts, rest];
}

/** Capitals throughout mean loudness, not names. */
function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters >= 10 && (text.match(/\p{Lu}/gu)?.length ?? 0) > letters * 0.7;
}

/** The sentence, or what it tells before a question at its end: "Soy Ana, ¿y tú?". Null when nothing is left. */
function withoutQuestion(piece: string, folded: string): string | null {
  const opening = folded.indexOf('¿');
  if (opening >= 0) return opening === 0 || folded.slice(0, opening).trim() === '' ? null : piece.slice(0, opening);
  if (!/\?[.!?…]*$/.test(folded.trimEnd())) return piece;
  for (let comma = folded.indexOf(','); comma >= 0; comma = folded.indexOf(',', comma + 1)) {
    if (startsQuestion.test(folded.slice(comma + 1)) && !startsQuestion.test(folded.slice(0, comma))) return piece.slice(0, comma);
  }
  return null;
}
