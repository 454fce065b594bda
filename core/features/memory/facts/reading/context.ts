// Whether the words around a match let it stand: not supposed, not reported, not part of another's sentence.

/** The clause before a match, from the last comma or conjunction on. */
function clauseBefore(before: string): string {
  return before.split(/[,;:(]|\s(?:y|pero|and|but)\s(?=.*\S)/).at(-1) ?? '';
}

const supposing = /^\s*(?:(?:y|pero|and|but|o|or)\s+)?(?:si|if|cuando|when|whenever|como si|as if|as though|ojala|unless|until|hasta que|para que|whether|por si|in case|what if|aunque|quizas?|tal vez|a lo mejor|puede que|igual|maybe|perhaps|once|antes de que|before)(?![\p{L}'])|\b(?:wish|ojala|a veces sueno|no creo que|no es que|no pienso que|dudo que|not that|don't think|doubt|feel like|felt like|siento como|es como si|like if|debe(?:n|s)? pensar|se cree|hacer creer|pretending|fingiendo)\b/u;
const reporting = /\b(?:dice[ns]?|dijo|dijeron|cree[ns]?|creia|piensa[ns]?|pensaba|jura|asegura|me llama|cuenta|says?|said|thinks?|thought|claims?|believes?|tells? (?:me|everyone|people)|told (?:me|him|her|them|us|everyone)|jokes?|insists?)(?: todo el mundo| mi \p{L}+| everyone)?(?: que| that|:)?\s*$/u;
const ownReport = /\b(?:i|yo|te)\s+(?:\p{L}+\s+)?(?:said|say|think|thought|told you|dije|digo)(?: that| que|:)?\s*$/u;
/** "que" before a verb makes it a relative clause, but for these. */
const statingQue = /\b(?:es|ya|asi|por ?que|digo|dije|decir(?:te)?|contar(?:te)?|cuento|creo|resulta|recuerda|recuerdes|sepas|sabes|dado|puesto|visto|confieso|confesar|admitir|admito|reconozco|supongo|siento|parece|jo|si|claro|obvio|seguro|la verdad|ah|mas|mal|bien|suerte|pena|hace \p{L}+(?: \p{L}+)?|anos|meses|semanas|dias|tiempo|lo|tengo|aclarar|avisar|mencionar) que\s*$/u;
const denied = /(?<!(?:wait|oh|ah|uy|ay|uh|well|que),? )\b(?:no|nunca|jamas|tampoco|ni|not|never|\p{L}+n't)\s+(?:(?!meant|mean|but|pero|digo)\p{L}+\s+){0,2}$/u;

/** What may stand right before "I" in a statement of its own. */
const leadsToI = /(?:^|[^\p{L}\s']\s*|(?<![\p{L}'])(?:and|but|so|because|cause|cuz|bc|since|well|hi|hello|hey|ok|okay|yes|yeah|yep|no|nope|nah|actually|honestly|also|then|now|today|though|although|while|plus|think|guess|know|say|said|tell you|told you|mention|forgot|remember|anyway|fine|sure|oh|ah|hmm|um|btw|lol|haha|yesterday|recently|lately|sometimes|usually|currently|yay|ugh|fyi|ps|psst|truth is|thing is|fact is|happy|sadly|unfortunately|luckily|finally|apparently|wow|omg|lady|man|dude|bro|guys|i|one day|some day|someday|weekends|weekdays|mornings|nights|evenings|afternoons|ago|free time|spare time|sundays?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|summers?|winters?|living|at home|at the moment|right now|these days|nowadays|christmas|spring|autumn|fall|breakfast|(?:said|know|remember|mention|think|guess|believe|is|so|you) that)\s+)$/u;

/** First persons that are nouns too: "el odio", "mi trabajo en", "en vivo"; and clitics make another object of the verb's: "te amo". */
/** "busco trabajo": what a verb has for its object is a noun. */
const nounLike = /^(?:odio|amo|adoro|detesto|trabajo|curro|estudio|curso|juego|sueno|deseo|intento|vivo|dibujo|canto|vuelo|uso|cuento|pinto|espero|cuido|toco|practico|cargo|corte|gusto|viaje)(?![\p{L}])/u;
const beforeNoun = /(?<![\p{L}])(?:el|la|los|las|lo|le|les|te|os|se|un|una|al|del|de|a|con|sin|por|para|en|tanto|tanta|mucho|mas|menos|su|sus|mi|tu|este|ese|aquel|esta|esa|puto|gran|buen|mal|nuestro|vuestro|cada|algun|ningun|todo|primer|nuevo|otro|que|del? \p{L}+ de|busco|buscando|tengo|tenia|hay|habia|encuentro|encontre|encontrado|consegui|conseguido|conseguir|perdi|perdido|dieron|dado|quiero|necesito|falta)\s+$/u;

/** @param before the sentence up to the match, folded; @param starts the match, folded */
export function mayStand(before: string, starts: string): boolean {
  if (before.trim() === '') return true;
  const clause = clauseBefore(before);
  if (supposing.test(clause)) return false;
  if (reporting.test(clause) && !ownReport.test(clause)) return false;
  if (/\bque\s*$/u.test(clause) && !statingQue.test(clause)) return false;
  if (denied.test(clause)) return false;
  // "que se publique": an impersonal verb, no first person.
  if (/(?:^|\s)se\s+$/u.test(before)) return false;
  if (nounLike.test(starts) && beforeNoun.test(before)) return false;
  if (/^(?:i|i'm|i've|im)\s/.test(starts)) return leadsToI.test(before);
  return !/\b(?:donde|quien|cual|cuyo|where|whose|which)\s*$/u.test(clause);
}
