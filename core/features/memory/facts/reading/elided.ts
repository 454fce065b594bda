// Puts back what people leave out: "passed my driving test", "soltera y sin compromiso", "I'm Jake, 31, from Manchester".
// A rule then needs to know only the whole sentence.
import { englishProfessions, spanishProfessions } from '../rules/vocabulary/professions.ts';
import { feminineNames, masculineNames } from '../rules/vocabulary/first-names.ts';
import { foldInPlace } from './fold.ts';

const opening = String.raw`^(\W*(?:(?:ok|okay|oh|ah|aw|haha|lol|well|so|yeah|yes|yep|no|nope|nah|also|btw|ps|anyway|hey|hi|hello|ugh|yay|wait no|wait|actually|honestly|tbh|fyi|and|but|plus|update|guess what|fun fact|for the record|by the way|news|big news|good news|bad news|sorry|correction|me|basics|quick intro|intro|pues|bueno|hola|buenas|mira|oye|nada|a ver|por cierto|y|ah|ay|uy|en fin|ya|sí|si|no|eso|yo|vale|ok|jaja|encima|datos|sobre mí|te cuento)[\s,:!.-]+){0,4})`;
type Restoration = { pattern: RegExp; put: string };
const at = (words: string, put: string): Restoration => ({ pattern: new RegExp(`${opening}(?=(?:${words})(?![\\p{L}']))`, 'iu'), put });

const states = String.raw`(?:(?:still|happily|currently|recently|newly|now|happy|very|really|severely|deathly|so|also|absolutely|totally|completely|officially|a bit)\s+)*(?:living|based|working as|working at|working in|working for|working on|studying|majoring|flying|moving|dating|seeing|learning|training for|saving|engaged to|married (?:to|for|with|since)|(?:engaged|married|single|divorced)(?=,| and | with | at | btw| since | now| again| for |$)|engaged (?:since|last)|divorced (?:since|for)|widowed|separated|(?:unemployed|self-employed|retired|between jobs|vegan|vegetarian|pescatarian|diabetic|lactose intolerant|coeliac|celiac|gluten free|pregnant|sober|deaf|left-handed|teetotal)(?=,| and | for | since | btw| now| at | but |$|\.| here| with | in | from | because| due )|allergic to|obsessed|terrified of|expecting (?:a|our|twins)|addicted|into|not into|fluent|bilingual|originally from|getting married|getting divorced|getting my|getting a|having my|having a baby|having surgery|going (?:to \p{L}+ (?:this|next|in|on)|on (?:a|holiday|vacation)|camping)|heading to|off to|starting a|starting my|starting at|running (?:a|the|my)|out of work|doing (?:a|my) (?:master|masters|master's|phd|degree|course|apprenticeship|mba|diploma|ba|bsc|ma)|visiting|adopting|turning \p{N}|trying to (?:quit|learn|lose|get|become|save)|on (?:sertraline|insulin|keto|antidepressants)|\d+ days sober|colou?r ?blind|half-\p{L}+|half \p{L}+|an? only child|only child|big fan|huge fan|massive fan|not a fan|not a big fan|never been a fan|scared of|afraid of)`;
const pasts = String.raw`(?:(?:just|finally|recently|already)\s+)*(?:passed|failed|sold|left|lost|bought|moved|graduated|broke|tore|sprained|quit|stopped|started|adopted|finished|grew up|went|used to|ran|won|turned|retired|gave up|switched|majored|studied|worked|lived|played|became|met|booked|signed up|got|took up|picked up|gave birth|had (?:a baby|(?:\p{L}+ )?surgery|my)|got a|got the|got my|got promoted|got married|got fired|got engaged|got laid off|got diagnosed|named (?:him|her|them|it)|called (?:him|her|them|it))`;
const presents = String.raw`(?:absolutely |really |still |actually |secretly )?(?:love (?!you|it|this|that|the (?:way|idea)|your|how)|hate (?!you|it|this|that|when|how|to)|adore|enjoy (?!your|the|it|this)|live in|live with|work (?:at|in|as|for) |play (?:the|in|for|guitar|bass|drums|piano|football|soccer|tennis|basketball|chess|rugby|cricket|violin|cello)|support \p{Lu}\p{L}+|drive an?|own an?|collect|speak \p{Lu}\p{L}+|suffer from|smoke|knit|paint|teach|study \p{L}+ at|volunteer at|wake up at|get up at|go to bed|have (?:two|three|four|five|an? (?:dog|cat|son|daughter|brother|sister|older|younger|twin|kid|rabbit|parrot|horse|hamster|tortoise)|got|adhd|asthma|diabetes|migraines|anxiety)|always (?:wake|get|stay|have|drink|eat|go|sleep|walk|take)|take (?:sertraline|insulin|metformin|\d+)|want to (?:learn|become|be|run|write|travel|move|buy|start|open|visit|get)|wanna (?:learn|become|be|run|write|travel|move|buy|start|open|visit|get))`;
const denials = String.raw`(?:(?:don't|dont|do not|can't|cant|cannot|didn't|never|no longer)\s+(?:really\s+|even\s+)?(?:drink|smoke|eat|like|stand|drive|work|live|have|want|speak|play|bear|touch|care for|believe|do))`;
const counted = String.raw`(?:(?:no (?:kids|children|siblings|pets)|(?:one|two|three|four|five|\d)\s+(?:(?:older|younger|little|big|grown|lovely|beautiful|teenage|rescue|twin)\s+)*(?:brothers?|sisters?|kids?|boys?|girls?|sons?|daughters?|children|siblings|dogs?|cats?)))`;
const kin = String.raw`(?:dad|mom|mum|grandma|grandpa|granny|gran|nana|nan|brother|sister|wife|hubby|husband|boyfriend|girlfriend|bf|gf|fianc[eé]e?|auntie|aunt|uncle|cousin|cat|dog|son|daughter|best friend|bestie)(?:\s+(?:is|just|was|and|died|passed|called|named|'s|has|had)|'s|,|\s*\(\p{L}+)|(?:fav|fave|favou?rite)\s+\p{L}+|(?:goal|dream|plan|resolution|birthday|bday|hobby|hobbies|job|name|star sign|sign|biggest fear|dream job)(?:\s+(?:is|for|this|in|are)|'s|:)`;
const occasions = String.raw`(?:(?:big|final|first|last|second|job|driving|dentist|doctor's|doctors|vet|therapy|bar|half)\s+)*(?:exam|exams|interview|appointment|wedding|surgery|operation|marathon|audition|test|finals|recital|gig|checkup|flight|trip)\s+(?:on|in|at|tomorrow|next|this|for)`;

const english: readonly Restoration[] = [
  at(String.raw`born (?:in|on|and)`, 'I was '), at(`been (?:with|at|working|living|playing|married|vegan|vegetarian|to|a|doing|sober)`, "I've "), at(`never (?:been|had|liked)`, "I've "), at(states, "I'm "), at(denials, 'I '), at(pasts, 'I '), at(presents, 'I '), at(counted, 'I have '), at(kin, 'my '), at(String.raw`(?:(?:proud|single|busy|tired|new|full-time|stay-at-home)\s+)*(?:mum|mom|dad|father|mother|parent) (?:of|to)`, "I'm a "), at(occasions, 'I have a '),
];

const spanishStates = String.raw`(?:(?:felizmente|recién|recien|muy|súper|super|fiel|gran|ex)\s+)*(?:(?:solter[oa]|casad[oa]|divorciad[oa]|viud[oa]|separad[oa]|jubilad[oa])(?=,| y | con | desde | sin | hace | por |$| pero | otra vez)|autónom[oa]|autonom[oa]|vegan[oa]|vegetarian[oa]|cel[ií]ac[oa]|diab[eé]tic[oa]|asm[aá]tic[oa]|al[eé]rgic[oa]|adict[oa]|hincha|fan|fanátic[oa]|amante|forof[oa]|estudiante|opositor[a]?|hij[oa] únic[oa]|hij[oa] unic[oa]|nacid[oa]|madre de|padre de|mamá de|papá de|abstemi[oa]|ate[oa]|cat[oó]lic[oa]|intolerante|madrileñ[oa]|argentin[oa]|mexican[oa]|colombian[oa]|chilen[oa]|peruan[oa]|españ[o]l|española|andaluz|andaluza|galleg[oa]|catal[aá]n|catalana|zurd[oa])`;
const spanish: readonly Restoration[] = [
  at(String.raw`embarazada|en paro|sin trabajo|desemplead[oa]|buscando (?:trabajo|curro|empleo)|aprendiendo (?:a|\p{L}+)|estudiando|ahorrando para|de baja|opositando|trabajando (?:en|de|como)|viviendo en`, 'estoy '), at(spanishStates, 'soy '),
  at(String.raw`(?:dos|tres|cuatro|cinco|\d) (?:hijos|hijas|hermanos|hermanas|gatos|perros|gatas|perras|niños|niñas)`, 'tengo '),
  at(String.raw`(?:padre|madre|papá|mamá|abuela|abuelo|hermano|hermana|marido|mujer|novio|novia|primo|prima|tía|tío|hijo|hija|jefe|jefa|perro|perra|gato|gata|cumple|cumpleaños|sueño|meta|objetivo|color|comida|peli|película|serie|libro|canción|grupo|signo|apellido|nombre)(?: favorit[oa])?(?::| se llama)`, 'mi '),
  at(String.raw`(?:examen|entrevista|boda|operación|cita|concierto|viaje|mudanza|maratón|juicio|vuelo)(?: \p{L}+){0,4} (?:el|la|en|mañana|pasado|este|esta|dentro)`, 'tengo '),
];

/** "grandma Ruth taught me": a relative by name, without a word before. */
const namedKin = /^(\W*(?:(?:so|and|but|yesterday|today|oh|well|ok|y|hoy|ayer)[\s,]+)?)((?:[Dd]ad|[Mm]om|[Mm]um|[Gg]randma|[Gg]randpa|[Gg]ranny|[Gg]ran|[Nn]ana|[Aa]unt|[Aa]untie|[Uu]ncle|[Cc]ousin)\s(?=\p{Lu}\p{Ll}))/u;
const isFirstName = (word: string): boolean => feminineNames.has(foldInPlace(word)) || masculineNames.has(foldInPlace(word));
const introduces = /^\W*(?:(?:hola+|buenas|hey|hi+|hello|hiya|ok|bueno|pues|so|well|y|encantad[oa]|qué tal)[\s,!¡.:]*){0,4}(?:yo\s+)?(?:i'm|i’m|im|i am|my name(?:'s| is)|name's|soy|me llamo|mi nombre es|aquí)\s+\p{L}+/iu;

/** The sentence with its elided subjects and verbs; unchanged when it has them. */
export function withSubjects(text: string): string {
  let whole = text.replace(namedKin, '$1my $2');
  const isSpanish = /(?<!\p{L})(?:que|el|los|las|mi|con|por|pero|muy|es|una?|en|y|al|del|desde|hace|sin)(?!\p{L})/iu.test(whole);
  const isEnglish = /(?<!\p{L})(?:the|is|are|you|with|and|my|to|of|it|this|for|at|on|was|i)(?!\p{L})/iu.test(whole);
  for (const { pattern, put } of [...(isSpanish && !isEnglish ? [] : english), ...(isEnglish && !isSpanish ? [] : spanish)]) {
    if (!pattern.test(whole)) continue;
    // The clause's first word loses its capital, lest it look like a name.
    whole = whole.replace(pattern, (start: string) => `${start}${put}\u0000`).replace(/\u0000(\p{Lu})(?=\p{Ll})/u, (_, first: string) => first.toLowerCase()).replace('\u0000', '');
    break;
  }
  return introduces.test(whole) ? completeIntroduction(whole) : whole;
}

/** "I'm Jake, 31, taxi driver in Leeds": each part of a list that introduces somebody as a clause of its own. */
function completeIntroduction(text: string): string {
  const isSpanish = /^\W*(?:[^\s,]+[\s,!]+){0,3}?(?:soy|me llamo|mi nombre es|aquí)\s/iu.test(text);
  const [first = '', ...rest] = text.replace(/^(\W*(?:\p{L}+[\s,!]+)?(?:i'm|i’m|im|name's|soy|me llamo)\s+)(\p{L}+)\s+(\d\d)(?!\d)/iu, (all, start: string, word: string, age: string) => (isFirstName(word) ? `${start}${word}, ${age}, ` : all)).split(/\s*,\s*(?:(?:y|and)\s+)?|\s*;\s*/u);
  const isProfession = (part: string): boolean => {
    const words = foldInPlace(part).replace(/^(?:an?|una?)\s+/, '').split(/\s+/).map((word) => word.replace(/[^\p{L}'-]+$/u, ''));
    const known = isSpanish ? spanishProfessions : englishProfessions;
    return [1, 2, 3].some((count) => known.has(words.slice(0, count).join(' '))) || (!isSpanish && [1, 2].some((skip) => known.has(words[skip] ?? '') || known.has(words.slice(skip, skip + 2).join(' '))));
  };
  const complete = (part: string): string => {
    if (/^\d\d(?: años| years old| yo| y\/o| tacos)?[.!\s]*$/u.test(part)) return isSpanish ? `tengo ${part.replace(/\D+/g, '')} años` : `I'm ${part.replace(/\D+/g, '')} years old`;
    if (/^(?:i|i'm|im|my|we|soy|tengo|vivo|trabajo|mi|me|estoy|estudio)(?![\p{L}])/iu.test(part)) return part;
    if (isSpanish) {
      if (isProfession(part) || new RegExp(`^${spanishStates}(?![\\p{L}])`, 'iu').test(part) || /^de \p{Lu}/u.test(part)) return `soy ${part}`;
      return withSubjects(part);
    }
    if (/^(?:originally )?from \p{Lu}/iu.test(part)) return `I'm ${part.replace(/\s+(but|and)\s+(?:now\s+)?(living|based|working)\b/iu, ", $1 I'm $2")}`;
    return isProfession(part) ? `I'm a ${part.replace(/^an?\s+/i, '')}` : withSubjects(part);
  };
  return [first, ...rest.map(complete)].join(', ').replace(/\s+(but|and|pero|y)\s+(?:now\s+|ahora\s+)?(living|based|working|born|raised)\s+(in|at|as|and)\b/iu, ", $1 I'm $2 $3");
}
