// What a message is about, as a few fixed English words: the tags people can filter by and the thread that ties messages of one happening together.

const words: Readonly<Record<string, readonly string[]>> = {
  pet: ['perr(?:o|a|os|as|it[oa]s?)', 'cachorr[oa]s?', 'gat(?:o|a|os|as|it[oa]s?)', 'mascotas?', 'conej[oa]s?', 'loros?', 'tortugas?', 'h[aá]msters?', 'canarios?', 'veterinari[oa]', 'dogs?', 'dogg(?:y|ie)', 'pupp(?:y|ies)', 'cats?', 'kitt(?:y|en|ens)', 'pets?', 'rabbits?', 'bunny', 'parrots?', 'turtles?', 'hamsters?', 'guinea pigs?', 'rainbow bridge', 'vet'],
  family: ['famil(?:ia|iares)', 'padres?', 'madres?', 'pap[aá]s?', 'mam[aá]s?', 'herman[oa]s?', 'hij[oa]s?', 'abuel(?:o|a|os|as|it[oa]s?)', 't[ií][oa]s?', 'prim[oa]s?', 'sobrin[oa]s?', 'niet[oa]s?', 'suegr[oa]s?', 'cu[ñn]ad[oa]s?', 'beb[eé]s?',
    'family', 'parents?', 'father', 'mother', 'dad(?:dy)?', 'mom', 'mum', 'mommy', 'brothers?', 'sisters?', 'sons?', 'daughters?', 'kids?', 'children', 'grand(?:ma|pa|dad|mum|mom|mother|father|parents|son|daughter)', 'uncle', 'aunt', 'cousins?', 'nephew', 'niece', 'baby'],
  partner: ['novi[oa]s?', 'marido', 'espos[oa]', 'mujer', 'pareja', 'prometid[oa]', 'mi ex', 'boda', 'nos casamos', 'me caso', 'divorci\\p{L}+', 'romp(?:imos|ió conmigo|[ií] con)', 'me dej[oó]', 'boyfriend', 'girlfriend', 'husband', 'wife', 'partner', 'fianc[eé]e?', 'love of my life', 'amor de mi vida', 'my ex', 'wedding', 'married', 'marry(?:ing)?', 'divorc\\p{L}+', 'broke up', 'breakup', 'dumped'],
  friend: ['amig[oa]s?', 'amistad', 'compa[ñn]er[oa]s?', 'friends?', 'friendship', 'buddy', 'roommates?', 'flatmates?'],
  work: ['trabaj\\p{L}*', 'empleo', 'jef[ea]s?', 'oficina', 'empresa', 'despid\\p{L}+', 'despedid[oa]', 'ascen(?:so|dido|dida|dieron)', 'me (?:han )?echa(?:do|ron)', 'entrevista', 'jubil\\p{L}+', 'work(?:s|ed|ing)?', 'jobs?', 'boss', 'office', 'company', 'fired', 'laid off', 'promot(?:ed|ion)', 'interview', 'colleagues?', 'coworkers?', 'retir(?:ed|ing|ement)', 'redundan\\p{L}+'],
  study: ['ex[aá]men(?:es)?', 'examen', 'universidad', 'carrera', 'estudi(?:o|os|ar|ando|é)', 'tesis', 'm[aá]ster', 'oposici(?:ones|[oó]n)', 'grad[uú]\\p{L}+', 'aprob[eéa]\\p{L}*', 'suspend[ií]\\p{L}*', 'colegio', 'instituto', 'notas?', 'beca', 'carn[eé]t? de conducir', 'driving (?:test|exam|licen[cs]e)', 'exams?', 'universit(?:y|ies)', 'college', 'degree', 'thesis', 'graduat\\p{L}+', 'studying', 'school', 'scholarship', 'final(?:s)?', 'grades?', 'phd'],
  health: ['enferm[oae]\\p{L}*', 'm[ée]dic[oa]s?', 'hospital', 'diagn[oó]s\\p{L}*', 'c[aá]ncer', 'tumor', 'operaci[oó]n', 'me oper\\p{L}+', 'ansiedad', 'depresi[oó]n', 'terapia', 'psic[oó]log[oa]', 'embaraz\\p{L}+', 'accidente', 'infarto', 'quimio\\p{L}*', 'ill(?:ness)?', 'sick', 'doctors?', 'diagnos\\p{L}+', 'cancer', 'surgery', 'anxiety', 'depress\\p{L}+', 'therap\\p{L}+', 'pregnan\\p{L}+', 'accident', 'heart attack', 'stroke', 'chemo\\p{L}*', 'icu'],
  home: ['casa', 'piso', 'apartamento', 'mudanza', 'me mud\\p{L}+', 'nos mud\\p{L}+', 'hipoteca', 'alquiler', 'vecin[oa]s?', 'house', 'apartment', 'flat', 'mov(?:ed|ing) (?:in|out|to|house)', 'mortgage', 'rent', 'landlord', 'neighbou?rs?'],
  money: ['dinero', 'deudas?', 'sueldo', 'ahorros', 'pr[eé]stamo', 'loter[ií]a', 'money', 'debts?', 'salary', 'savings', 'loan', 'lottery', 'bankrupt\\p{L}*'],
  travel: ['viaj(?:e|es|o|ar|amos|ando)', 'vacaciones', 'vuelo', 'avi[oó]n', 'maleta', 'trips?', 'travel(?:l?ing|led)?', 'vacations?', 'holidays?', 'flight', 'plane'],
  sport: ['marat[oó]n', 'carrera de', 'correr', 'f[uú]tbol', 'partido', 'torneo', 'gimnasio', 'campeonato', 'marathon', 'race', 'running', 'football', 'soccer', 'match', 'tournament', 'gym', 'championship'],
  art: ['novela', 'libro', 'poema', 'canci[oó]n', 'concierto', 'guitarra', 'piano', 'cuadro', 'exposici[oó]n', 'novel', 'book', 'poem', 'song', 'concert', 'guitar', 'painting', 'exhibition', 'album'],
  birthday: ['cumplea[ñn]os', 'mi cumple', 'cumpl(?:o|í|e) \\d+', 'birthday', 'turn(?:ed|ing) \\d+'],
};

const patterns = Object.entries(words).map(([topic, list]) => [topic, new RegExp(String.raw`(?<!\p{L})(?:${list.join('|')})(?!\p{L})`, 'iu')] as const);

/** In the order of the table; none for what it does not know. */
export function topicsOf(text: string): string[] {
  return patterns.filter(([, pattern]) => pattern.test(text)).map(([topic]) => topic);
}
