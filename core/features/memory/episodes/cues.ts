// Turns of phrase that say outright what kind of moment this is, in Spanish and English.
import { topicsOf } from './topics.ts';

export const cueKinds = ['loss', 'hardship', 'confession', 'conflict', 'achievement', 'milestone', 'bonding', 'promise', 'name'] as const;
export type Cue = (typeof cueKinds)[number];

const phrases: Readonly<Record<Cue, readonly string[]>> = {
  loss: [
    '(?:se )?(?:me |nos |le |les )?(?:muri[oó]|ha muerto|han muerto|falleci[oó]|ha fallecido|hab[ií]a muerto)', '(?:se nos|se me) (?:ha ido|fue|fueron)(?: para siempre)?', 'se (?:ha ido|fue) para siempre', 'nos (?:ha dejado|dej[oó])', '(?:perd[ií]|perdimos|he perdido|hemos perdido|acabo de perder|perdi[oó]) (?:a (?:mi|su|nuestr[oa])|al amor|el beb[eé]|al beb[eé])',
    '(?:sacrificar|dormir) a (?:mi|nuestr[oa])(?: \\p{L}+)?', 'ya no est[aá] (?:conmigo|con nosotros|entre nosotros)', '(?:el|su|del) (?:entierro|funeral|velatorio)', '(?:enterramos|enterr[eé]|enterraron|hemos enterrado|incineramos) a', 'no (?:pudo|pudieron) (?:hacer nada por|salvar)', '(?:lo|la) (?:atropellaron|ha atropellado|atropell[oó])', 'nos despedimos de (?:mi|nuestr[oa])', '(?:est[aá] en el|(?:ha ido|fue)(?: \\p{L}+)? al) cielo', 'despedir(?:me|nos) (?:de (?:mi|nuestr[oa])|para siempre)', 'no (?:lo )?(?:ha )?(?:aguant[oó]|aguantado|super[oó]|superado|sobrevivi[oó]|sobrevivido)', '(?:ya )?descansa(?: en paz)?', 'se (?:ha )?(?:mat[oó]|matado|suicid[oó]|suicidado|quit[oó] la vida|quitado la vida)',
    'died', 'dies', 'passed away', 'passed on', '(?:mom|mum|mother|dad|father|grand\\p{L}+|uncle|aunt|brother|sister|husband|wife) (?:just |has |have )?passed', 'has died', "lost (?:my|our|her|his|their) (?:\\p{L}+ )?(?:dog|cat|pet|puppy|kitten|rabbit|mother|father|mom|mum|dad|brother|sister|son|daughter|grand\\p{L}+|best friend|friend|husband|wife|partner|baby|uncle|aunt|cousin)", 'lost the love of my life',
    'put (?:(?:him|her|it|them)|(?:my|our) (?:\\p{L}+ )?\\p{L}+) (?:down|to sleep)', 'no longer with us', '(?:his|her|the|their) funeral', '(?:we |i )?(?:just )?buried', "(?:couldn['’]t|could not|weren['’]t able to|unable to) save", "(?:didn['’]t|did not) make it", '(?:is|are) gone(?: forever)?', '(?:has )?left us', '(?:said|saying) goodbye to (?:my|our)', 'was run over', 'in heaven', 'rainbow bridge', 'euthani[sz]e[ds]?', 'was killed', 'took (?:his|her|their) own life', 'killed (?:himself|herself)', '(?:didn[\'’]t|did not) survive', 'goodbye to (?:my|our)',
  ],
  hardship: [
    'me (?:ha )?(?:dej[oó]|dejado) (?:mi|por|despu[eé]s|despues|ayer|hoy|anoche|sin)', 'mi (?:novi[oa]|marido|mujer|pareja|espos[oa]|chic[oa]) (?:me )?(?:ha dejado|dej[oó]|ha roto)', '(?:hemos|ha) roto(?: con)?(?= |\\.|,|$)', '(?:hemos|han) cortado', 'rompi[oó] conmigo', 'nos (?:divorciamos|separamos|hemos separado|vamos a separar|hemos divorciado)', 'me (?:ha sido|fue|es) infiel',
    'me (?:han )?(?:echado|echaron|despedido|despidieron)(?: del?)?', 'me he quedado (?:sin trabajo|en (?:la calle|el paro))', '(?:me|le|nos) (?:han )?(?:detectado|diagnosticado|encontrado|diagnosticaron|detectaron|encontraron) (?:un |una )?(?:c[aá]ncer|tumor|leucemia|esclerosis|alzh[eé]imer|p[aá]rkinson|met[aá]stasis|enfermedad)', '(?:he|hemos) tenido un accidente', 'tuv(?:e|imos) un accidente', 'me (?:han )?(?:atracado|atracaron|violado|violaron|pegado|pegaron)',
    'estoy (?:hundid|destrozad|desesperad|devastad)[oa]', 'llorando sin parar', 'no paro de llorar', 'no quiero (?:vivir|seguir viviendo|salir de la cama)', 'no puedo m[aá]s', 'quiero morirme', 'me quiero morir',
    '(?:broke|broken|breaking) up with me', '(?:my )?(?:boyfriend|girlfriend|husband|wife|partner|fianc[eé]e?) (?:has )?(?:just )?(?:left|dumped|cheated on) me', 'we (?:broke up|split up|are getting (?:a divorce|divorced))', '(?:got|getting|been) (?:laid off|fired|sacked|dumped|divorced|evicted|robbed|mugged|assaulted)', '(?:lost|losing) my job', '(?:found|have|has|got) (?:a |an )?(?:tumou?r|cancer|leuk(?:a)?emia)', 'diagnosed with', '(?:had|was in|were in) an? (?:\\p{L}+ )?accident',
    'never felt so (?:alone|lonely|sad|lost|empty)', "(?:can['’]t|cannot) (?:stop crying|go on|take it any ?more|get out of bed)", '(?:want|wanted) to die', "don['’]t want to (?:live|be here)", 'i(?:[\'’]m| am) (?:devastated|heartbroken|desperate)',
  ],
  confession: [
    '(?:te|os|lo) confieso', '(?:tengo|he|quiero|debo|necesito) (?:que |de )?confesar(?:te|lo)?(?= |\\.|,|:|$)', '(?:nunca|jam[aá]s|no) se lo (?:he (?:contado|dicho)|cont[eé]|dije|hab[ií]a (?:contado|dicho)) a nadie', 'nadie (?:m[aá]s )?lo sabe', '(?:es|contarte|guardo|tengo) un secreto', 'me da (?:mucha )?verg[uü]enza (?:decirlo|admitirlo|contarlo|reconocerlo|admitir|decir|contar|reconocer)', 'me cuesta (?:mucho )?(?:admitirlo|contarlo|reconocerlo|decirlo)', '(?:le|les|te|os) (?:ment[ií]|he mentido|llevo mintiendo)', '(?:le )?fui infiel', 'me siento (?:muy )?culpable', 'sal[ií] del armario', 'eres la primera persona (?:a la )?que se lo',
    'i (?:have to|need to|must|want to|should) confess', 'i confess', "(?:i(?:['’]ve| have)?|i['’]d) never told (?:anyone|anybody|a soul)", "i (?:haven['’]t|have not) told (?:anyone|anybody|a soul)", '(?:nobody|no one|no-one) (?:else )?knows', "(?:it['’]s|tell you|keeping|have) a secret", "(?:i['’]m |so )?ashamed to (?:say|admit|tell)", '(?:hard|difficult) (?:for me )?to admit', "i(?:['’]ve been lying| lied) to", "i(?:['’]ve been| have been|['’]m) hiding", 'i cheated on', 'i feel (?:so |really )?guilty', 'came out to',
    'no (?:lo )?sabe nadie', 'no se lo (?:digas|cuentes) a nadie', '(?:nunca|jam[aá]s) (?:se lo|le|les|os|te) (?:lo )?he (?:dicho|contado)', 'me da (?:mucha |algo de |un poco de )?verg[uü]enza,? pero', '(?:tengo|he) (?:que|de) (?:admitir|reconocer)', 'ser[eé] sincer[oa]', 'nunca te (?:he dicho|cont[eé]|dije)', '(?:promise )?not to tell (?:anyone|anybody)', "don['’]t tell (?:anyone|anybody)", '(?:have|need|want) to come clean', '(?:hard|difficult) (?:for me )?to (?:say|tell you)', '(?:nobody|no one|no-one) (?:\\p{L}+ ){0,4}knows', '(?:between you and me|off my chest)', 'i lied (?:about|on)',
  ],
  conflict: [
    '(?:hemos )?(?:discutido|discut[ií]|discutimos|discuti[oó])(?= con| much| otra| por|\\.|,|$)', '(?:me pele[eé]|nos peleamos|nos hemos peleado|me he peleado)', '(?:una|la) (?:bronca|pelea|discusi[oó]n|trifulca)', '(?:me|le|nos) (?:grit[oóeé]|ha gritado|insult[oó]|ha insultado)', 'no (?:me|nos) habla(?:mos)?', 'eres (?:un |una )?(?:idiota|in[uú]til|est[uú]pid[oa]|imb[eé]cil|tont[oa]|mentiros[oa]|basura)', 'no sirves para nada', 'estoy hart[oa] de ti', 'me has (?:fallado|decepcionado|mentido)', 'c[aá]llate', 'te odio', 'vete a la mierda', 'd[eé]jame en paz',
    '(?:had|having) an? (?:\\p{L}+ )?(?:fight|argument|row|falling out)', 'we (?:argued|fought|fell out)', 'i (?:argued|fought|fell out) with', '(?:yelled|shouted|screamed) at', "(?:isn['’]t|not|stopped) (?:speaking|talking) to me", "you(?:['’]re| are) (?:such )?(?:an? )?(?:idiot|useless|stupid|moron|worthless|liar|pathetic)", "(?:sick|tired|fed up) (?:of|with) you", 'you(?: have|[\'’]ve)? (?:let me down|disappointed me|lied to me)', 'shut up', 'i hate you', 'leave me alone',
    'qu[eé] asco (?:me )?das', '(?:acabamos|acabado|terminamos|terminado) a (?:voces|gritos)', 'no (?:nos|me) (?:dirige|dirigimos) la palabra', 'me (?:he enfadado|enfad[eé]|cabre[eé]|he cabreado) con', 'me (?:humill[oó]|ha humillado|trat[oó] fatal)', 'no me (?:ayudas|escuchas|entiendes) (?:en nada|nunca|para nada)', 'shouting match', '(?:not|no longer) on speaking terms', 'humiliated me', "you(?:['’]re| are) (?:so |such |really |just )+(?:an? )?(?:idiot|useless|stupid|dumb|moron|worthless|liar|pathetic|annoying)", 'you never (?:get|do) anything right', '(?:big|huge|terrible|awful|nasty|bad) (?:fight|argument|row)',
  ],
  achievement: [
    '(?:lo|la) (?:consegu[ií]|logr[eé]|he (?:conseguido|logrado)|hemos (?:conseguido|logrado))', '(?:he|hemos) (?:aprobado|ganado|conseguido|logrado|superado)', '(?:aprob[eé]|gan[eé]|ganamos)(?= )', 'me (?:han )?(?:ascendido|ascendieron|contratado|contrataron|admitido|admitieron|cogido|aceptaron|aceptado|publican|publicaron)', 'me (?:han )?(?:dado|dieron|concedido|concedieron) (?:el|la|una?) (?:trabajo|puesto|plaza|premio|beca|ascenso|medalla|matr[ií]cula)', 'me gradu[eéo]', '(?:saqu[eé]|he sacado) (?:un |una )?(?:10|diez|sobresaliente|matr[ií]cula|plaza)', '(?:por fin|al fin) (?:termin[eé]|he terminado|acab[eé]|he acabado|consegu[ií])', '(?:acab[eé]|termin[eé]|corr[ií]|he corrido|he terminado) (?:mi|el|la|un|una)(?: primer[oa]?)? (?:marat[oó]n|media marat[oó]n|novela|libro|tesis|carrera|m[aá]ster)', 'llevo \\p{L}+ (?:d[ií]as|semanas|meses|a[ñn]os) sin (?:fumar|beber)',
    'i did it', '(?:i|we)(?:[\'’]ve| have)? (?:(?:passed|won|aced|nailed|achieved)(?= |!|\\.|,|$)|made it(?=!|\\.|,|$| to the (?:top|finals?|semi|end)))', "(?:i|we) (?:finally )?managed to", "i (?:just )?got (?:the|a) (?:job|offer|promotion|scholarship|raise|part|grant|award)", "(?:i|i['’]ve|i have|i was|i just|just) (?:just |been |got |finally )*(?:promoted|hired|accepted)(?= |!|\\.|,|$)", 'i (?:just |finally |have |[\'’]ve )*graduated', '(?:finally |just )?finish(?:ed)? (?:my|the|writing) (?:\\p{L}+ )?(?:novel|book|thesis|marathon|degree|dissertation|album)', '(?:ran|finished|completed) my first', 'got an? (?:a|a\\+|10|distinction)(?= |!|\\.|,|$)', '(?:days|weeks|months|years?) (?:sober|clean|smoke[- ]free|without (?:smoking|drinking))',
    'me han (?:subido|ascendido|hecho fij[oa])', 'me hacen (?:fij[oa]|jef[ea]|encargad[oa])', '(?:terminado|acabado) (?:la carrera|el m[aá]ster|la tesis|mi libro|mi novela)', 'got (?:a|my) raise', '(?:sober|clean|smoke[- ]free) for', 'have been (?:sober|clean)',
  ],
  milestone: [
    '(?:me caso|nos casamos|me voy a casar|nos vamos a casar|nos hemos casado|me he casado)', '(?:me|le) (?:pidi[oó]|ha pedido|ped[ií]|he pedido) (?:matrimonio|que nos casemos)', '(?:estoy|est[aá]|estamos) embarazad[oa]s?', '(?:ha nacido|naci[oó]|acaba de nacer)(?= | mi|$|\\.|!|,)', '(?:voy|vamos) a ser (?:padres?|madres?|pap[aá]s?|mam[aá]s?|t[ií]os?|t[ií]as?|abuel[oa]s?)', '(?:me|nos) (?:mud[oéó]|mudamos|he mudado|hemos mudado|voy a mudar|vamos a mudar)', '(?:he|hemos) (?:comprado|firmado) (?:un |una |el |la |nuestr[oa] )?(?:casa|piso|hipoteca)', '(?:mi|el) primer d[ií]a', '(?:hoy|ma[ñn]ana) cumplo', '(?:nuestro|el) aniversario', 'me (?:he jubilado|jubilo|jubil[eé])', '(?:hemos|he) adoptado', 'adopt(?:amos|[eé])', 'empec[eé] a salir con', 'estamos saliendo',
    '(?:getting|got|get) (?:married|engaged)', "(?:i|we|she|he)(?:['’]m|['’]re|['’]s| am| are| is) (?:engaged|pregnant|expecting)", '(?:he|she|i) proposed', '(?:was|is|were) born', '(?:having|had|expecting) a (?:baby|boy|girl)', "(?:going to be|gonna be|became|becoming) (?:a |an )?(?:parents?|dad|mom|mum|father|mother|uncle|aunt|grand\\p{L}+)", '(?:i|we)(?:[\'’]m|[\'’]re|[\'’]ve| have| are| am)? (?:just )?(?:moved|moving) (?:in|out|to|into)', '(?:bought|closed on) (?:a|our|my) (?:\\p{L}+ )?(?:house|home|flat|apartment)', '(?:my|the) first day', '(?:i|i[\'’]m) turn(?:ed|ing) \\d+', '(?:our|my) (?:\\p{L}+ )?anniversary', '(?:i|i[\'’]ve|i have) (?:just )?retired', '(?:we|i)(?:[\'’]ve| have)? (?:just )?adopted', '(?:started|we[\'’]re|are) dating',
    '(?:me|nos) (?:ha|han) pedido que (?:me case|nos casemos)', '(?:vamos|voy) a tener (?:un |una |otro |otra )?(?:beb[eé]|hij[oa]|ni[ñn][oa]|gemelos|mellizos)', '(?:nos|me) (?:dan|han dado|dieron) las llaves', 'ha(?:n)? (?:empezado a andar|dado (?:su|sus) primer\\p{L}* pas\\p{L}+|dicho su primera palabra|perdido su primer diente)', '(?:empieza|ha empezado|empez[oó]) el (?:cole|colegio|instituto)', 'started (?:school|kindergarten|college|university|walking)', 'first (?:steps|words?|tooth|day of school)', '(?:got|have) the keys',
  ],
  bonding: [
    'gracias por (?:estar|escucharme|todo|acompa[ñn]arme|entenderme|tu (?:apoyo|paciencia)|hacerme)', 'te (?:quiero|adoro|aprecio|amo)(?= |\\.|!|,|$)', '(?:eres|te has convertido en) (?:mi|un[oa]?) (?:gran |mejor |buen[oa]? )?(?:amig[oa]|apoyo|confidente)', 'me (?:haces|has hecho) (?:sentir|re[ií]r|muy feliz|feliz|mucho bien|compa[ñn][ií]a)', 'contigo (?:puedo|me siento|siempre)', 'me (?:entiendes|comprendes)(?= |\\.|!|,|$)', 'me (?:alegra|encanta|gusta|ayuda)(?: mucho| tanto)? (?:hablar|charlar|conversar) contigo', 'no s[eé] qu[eé] har[ií]a sin ti', 'conf[ií]o en ti', 'te (?:he )?ech(?:o|é|ado) (?:mucho )?de menos', 'significas mucho',
    "thank(?:s| you)(?: so much)? for (?:being (?:there|here|with me|my|such|so)|listening|everything|your (?:support|patience)|understanding|always)", 'i (?:love|adore|appreciate|trust) you', "you(?:['’]re| are| have become|['’]ve become) (?:my|a) (?:\\p{L}+ )?(?:best |good |true )?(?:friend|rock|support|confidant)", 'you make me (?:feel|laugh|happy|smile)', 'i can (?:tell|talk to) you', '(?:talking|speaking|chatting) (?:to|with) you (?:always |really )?(?:makes?|helps?|means|is the)', 'you (?:really )?(?:understand|get) me', "(?:don['’]t know what i['’]d|what would i) do without you", '(?:i )?miss(?:ed)? (?:talking to )?you(?= |\\.|!|,|$)', 'you mean (?:a lot|so much|the world)',
    'qu[eé] bien que (?:existas|est[eé]s)', 'me has (?:ayudado|apoyado|acompa[ñn]ado) (?:much[ií]simo|mucho|tanto)', '(?:eres|sois) (?:el [uú]nico|la [uú]nica)(?: que)?', "you(?:['’]re| are) the only one who", 'you have helped me (?:so much|a lot)', "you['’]ve helped me (?:so much|a lot)", 'glad (?:you exist|i have you|i met you)',
  ],
  promise: [
    '(?:te|os|se|me) (?:lo )?(?:prometo|promet[ií]|he prometido|prometiste|has prometido|prometi[oó])', '(?:lo |^)prometo', 'prometo que', 'es una promesa', '(?:te|os) doy mi palabra', 'palabra de honor', "(?:i|we)(?:['’]ll)? promise", "(?:i|you|we|he|she)(?:['’]ve| have)? promised", 'pinky promise', '(?:give|gave|have) you my word', "it['’]s a promise", 'i made (?:you )?a promise',
  ],
  name: ['me llamo', 'mi nombre es', 'se (?:llama|llamaba)', '(?:le|lo|la) (?:pusimos|llamamos|hemos llamado|vamos a llamar)', 'puedes llamarme', 'my name is', 'call me', '(?:is|was) called', "(?:we|i)(?:['’]ve)? (?:named|called) (?:him|her|it|them)", '(?:his|her|its) name (?:is|was)'],
};

const patterns = cueKinds.map((kind) => [kind, new RegExp(String.raw`(?<!\p{L})(?:${phrases[kind].join('|')})(?!\p{L})`, 'iu')] as const);

/** Others' words, and sentences that only imagine. */
const quoted = /```[\s\S]*?```|"[^"\n]*"|«[^»\n]*»|“[^”\n]*”/gu;
const imagined = /^\W*(?:si|if|ojal[aá]|imagina|suppose|imagine|what if|y si)(?!\p{L})/iu;

/** What is asked, imagined or quoted did not happen: the rest. */
function saidIn(text: string): string {
  const sentences = text.replace(quoted, ' ').match(/[^.!?\n]+[.!?]*/g) ?? [];
  return sentences.filter((sentence) => !sentence.includes('?') && !imagined.test(sentence)).join(' ');
}

/** Whose death is one's own loss, and what only dies in stories or as things do. */
const ownPeople: ReadonlySet<string> = new Set(['pet', 'family', 'partner', 'friend']);
const notLost = /(?<!\p{L})(?:pel[ií]culas?|series?|novelas?|libros?|cap[ií]tulos?|episodios?|personajes?|protagonistas?|videojuegos?|documental|films?|movies?|tv shows?|novels?|episodes?|characters?|games?|documentary|(?:phone|battery|laptop|computer|car|legs|tv|plants?) (?:just |has |have )?(?:died|is gone|left us)|(?:m[oó]vil|bater[ií]a|coche|ordenador|port[aá]til|planta)(?: del \p{L}+)? (?:se (?:me )?)?(?:ha muerto|muri[oó])|goodbye to (?:my|our) (?:old )?(?:car|house|job|home))(?!\p{L})/iu;

/** A death counts where it is one of the writer's people or animals; blows of fate, as deaths, not in stories. */
function mayBe(kind: Cue, said: string): boolean {
  if (kind !== 'loss' && kind !== 'hardship') return true;
  return !notLost.test(said) && (kind === 'hardship' || topicsOf(said).some((topic) => ownPeople.has(topic)));
}

/** The cues of a text, in the order of `cueKinds`. */
export function cuesOf(text: string): Cue[] {
  const said = saidIn(text);
  return patterns.filter(([kind, pattern]) => pattern.test(said) && mayBe(kind, said)).map(([kind]) => kind);
}

/** True when all of it is asked or imagined. */
export function isOnlyImagined(text: string): boolean {
  return !/\p{L}/u.test(saidIn(text));
}
