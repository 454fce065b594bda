// Whether a text asks how things were before, for the user: "¿dónde vivía antes?", "what was my old job?". By rules, in Spanish and English.

const edge = (source: string): RegExp => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${source})(?![\p{L}\p{N}])`, 'iu');
const any = (...parts: readonly string[]): RegExp => edge(parts.join('|'));

/** Verbs of what one is, has or does for long, in the imperfect: the first person looks like the third. */
const spanishVerbs = 'viv[ií]a|trabajaba|estudiaba|ten[ií]a|conduc[ií]a|llevaba|jugaba|tocaba|practicaba|coleccionaba|com[ií]a|fumaba|beb[ií]a|sal[ií]a con|estaba (?:casad|viviendo|trabajando|estudiando|saliendo)\\p{L}*|me dedicaba|me llamaba|me llamaban|me gustaba|me gustaban|sol[ií]a';
/** Somebody else after the verb: "vivía Cervantes", "vivía mi abuela". */
const somebodyElse = String.raw`\s+(?:el|la|los|las|mis?|tus?|sus?|ell[oa]s?|él|usted|\p{Lu}\p{L}+)(?![\p{L}])`;

const spanish = [
  new RegExp(String.raw`(?<![\p{L}])(?:d[oó]nde|adónde|en qu[eé]|a qu[eé]|de qu[eé]|con qui[eé]n|qui[eé]n|qu[eé]|cu[aá]l|cu[aá]les|c[oó]mo|cu[aá]nt[oa]s?)(?![\p{L}])(?:\s+\p{L}+){0,4}?\s+(?:${spanishVerbs})(?![\p{L}])(?!${somebodyElse})`, 'u'),
  new RegExp(String.raw`(?<![\p{L}])(?:yo|antes|entonces)\s+(?:${spanishVerbs})(?![\p{L}])(?!${somebodyElse})|(?:${spanishVerbs})(?![\p{L}])(?!${somebodyElse})[^.?!]{0,40}\s(?:antes(?!\s+de\s+\p{L}+[aei]r)|anteriormente)(?![\p{L}])`, 'u'),
  any(String.raw`mis? (?:antigu[oa]s?|anterior(?:es)?|vieja?s?|viejos?|primer[oa]?s?|ex)[- ]?\p{L}*`, String.raw`mis? \p{L}+(?: \p{L}+)? (?:antigu[oa]s?|anterior(?:es)?|de antes)`, String.raw`(?:qui[eé]n|cu[aá]l|c[oó]mo|qu[eé]) (?:era|eran) (?:antes )?mis? \p{L}+`),
  any(String.raw`d[oó]nde (?:he )?(?:viv[ií]|vivido|trabaj[eé]|trabajado|estudi[eé]|estudiado)(?: antes)?`, String.raw`en qu[eé] (?:ciudades|sitios|empresas|lugares) he \p{L}+`, 'historial de mi', String.raw`(?:ha|han) cambiado mis? \p{L}+`),
];
const english = [
  any(String.raw`did i (?:use|used) to`, String.raw`(?:where|what|who|how|which)(?: \p{L}+){0,3} i used to`, String.raw`(?:where|what|which|who)(?: \p{L}+){0,2} did i (?:live|work|study|drive|own|play|go to school|do for (?:work|a living)|date)(?: (?:before|at|in|with))?`),
  any(String.raw`my (?:old|former|previous|prior|last|first|ex)[- ]\p{L}+`, String.raw`(?:what|where|who|how) (?:was|were) my (?:\p{L}+ ){0,3}?\p{L}+`, String.raw`(?:where|what|who) was i (?:living|working|studying|driving|dating|called)`),
  any(String.raw`have i (?:ever )?(?:lived|worked|studied)(?: before)?`, String.raw`(?:where|which|what)(?: \p{L}+){0,2} have i (?:lived|worked|studied)`, 'history of my', String.raw`(?:has|have) my \p{L}+ changed`, String.raw`before i (?:moved|changed)`),
];

/** A question in the past about what still holds: "what was my dog's name again?", "¿cómo era que me llamaba?". */
const meansNow = any('again', 'otra vez', 'era que', String.raw`last (?:message|question|words?)`, String.raw`(?:[uú]ltim[oa]|anterior) (?:mensaje|pregunta|respuesta|frase)`, String.raw`(?:mensaje|pregunta|respuesta|frase) anterior`, String.raw`(?:previous|first|last|old) (?:message|question|answer|words?|sentence)`, 'my first question');
const asks = edge(String.raw`¿|recuerdas|te acuerdas|acu[eé]rdate|sabes|dime|recu[eé]rdame|cu[eé]ntame|do you (?:know|remember)|remind me|tell me|remember`);

/** Pure. True only of questions: what the user tells of earlier days asks for nothing. */
export function asksForPast(text: string): boolean {
  return (text.match(/[^.?!\n]+[.?!]*/g) ?? []).some((sentence) => {
    if (!sentence.includes('?') && !sentence.includes('¿') && !asks.test(sentence)) return false;
    return !meansNow.test(sentence) && [...spanish, ...english].some((pattern) => pattern.test(sentence.toLowerCase() === sentence ? sentence : lowerFirst(sentence)));
  });
}

/** Question words are written with a capital at the beginning; names keep theirs, for they tell who is meant. */
function lowerFirst(sentence: string): string {
  return sentence.replace(/\p{Lu}/u, (letter) => letter.toLowerCase());
}
