// Frequent words of seven languages and the letters only some of them write; what core/lib/language.ts tells them apart by. The words are lower case with accents.

export type Tongue = 'es' | 'en' | 'fr' | 'pt' | 'de' | 'it' | 'ca';

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

export const frequentWords: Readonly<Record<Tongue, readonly string[]>> = {
  es: words(`el la los las lo un una unos unas de del al a y e o que qué en es soy eres está estoy estás estamos están son era fue fui con por para sin sobre mi mis tu tus su sus me te se le les nos yo tú él ella ellos usted
    no sí si como cómo cuál cuándo dónde quién quien cuánto hola gracias adiós pero porque porqué muy más ya aún también tampoco nunca siempre tengo tienes tiene tenemos tenía hay había ha he has hemos han hoy ayer mañana anoche ahora luego después antes
    perro gato casa madre padre hermano hermana hijo hija amigo amiga novio novia trabajo vivo vive llamo llama quiero quieres puedo puedes gusta gustan encanta hacer hago haces hace hizo hice voy vas va vamos van ver veo decir dime digo dijo cosa cosas
    bien mal bueno buena buenos buenas malo mala mucho mucha muchos poco nada algo todo toda todos alguien nadie día días año años noche tarde semana mes vez eso esto esta este ese esa aquí allí así tan tanto solo sólo creo sé siento feliz triste contento
    cuando donde aunque mientras entonces oye vale claro perdón perdona gusto nombre edad murió muerto estado sido hecho quería nuevo nueva mejor peor entre hasta desde cada otro otra mismo jaja jajaja jeje tío tía ti conmigo contigo café nuestro nuestra vosotros fuimos estuve tuve pasó parece pues vaya venga menos mío lunes martes miércoles jueves viernes sábado domingo
    cuéntame recuerdas acuerdas recuerda ayúdame necesito cita médico trabajando estudiando preferido favorita favorito comida cansado cansada cumpleaños calle ciudad país dinero vida gente ganas miedo`),
  en: words(`the a an of and in is am are was were be been being with by for on at from to into about my your his her our their its me you i he she it we they them us do does did don't didn't can can't could will would should won't i'm it's that's you're
    not no yes how what which when where who why hello hi hey thanks thank please but because so very more most have has had having there here this that these those today yesterday tomorrow tonight now then later before after always never
    dog cat house home mother mom mum dad father brother sister son daughter friend boyfriend girlfriend wife husband work job name live love like want need know think feel going go went gone got get getting make made say said tell told see saw take took
    good bad great nice happy sad sorry well just really too also still again maybe something anything nothing everything someone day days year years night week month time thing things way people life old new first last next one two three if or as than
    up out off over back down only even much many some any all other another own same haha lol yeah yep nope let let's what's who's there's i've i'll he's she's we're they're isn't wasn't aren't doesn't been birthday favorite favourite remember moved
    passed died tired bored hungry really book movie song play music help morning little big long best worst stop looking talk watch find give ever every while since together into alone whatever hate monday tuesday wednesday thursday friday saturday sunday who'd  until against  enough same anyway actually literally guys man oh cool awesome crazy weird feel feeling were while both right wrong true god damn hope call wait die im dont cant ive funny joke cute fun such girl boy buy`),
  fr: words(`le la les un une des du de et est suis es sont était c'est j'ai je tu il elle nous vous ils elles mon ma mes ton ta tes son sa ses ce cette ces qui que quoi où quand comment pourquoi avec pour dans sur sous sans pas ne n'est
    mais ou donc très plus moins bien bonjour salut merci oui non aujourd'hui hier demain aussi toujours jamais fait faire aller vais va avoir être ai as ont avons chien chat maison mère père ami amie travail aime veux peux beaucoup rien tout tous
    comme si au aux leur leurs notre votre moi toi lui soir jour ça s'il d'accord content contente fatigué mort j'aime qu'est-ce quel quelle peu temps été j'étais`),
  pt: words(`o a os as um uma uns umas de do da dos das e é em no na nos nas que com por para sem sobre meu minha meus minhas teu tua seu sua me te se eu tu você vocês ele ela nós eles não sim como quando onde quem porquê porque muito mais já também nunca sempre
    tenho tem temos tinha há foi fui estou está estás são era ser ter hoje ontem amanhã agora depois antes cão cachorro gato casa mãe pai irmão irmã filho filha amigo trabalho moro chamo quero posso gosto fazer faço vou vai vamos ver dizer coisa bem mal bom boa
    obrigado obrigada olá oi tchau isso isto este esta esse essa aqui ali assim tão só acho sei sinto feliz dia noite semana mês ano tudo nada ao pelo pela mas ou morreu gostei fiquei`),
  de: words(`der die das den dem des ein eine einen einem einer und ist bin bist sind war waren ich du er sie es wir ihr mich dich mir dir mein meine meinen dein deine sein seine nicht kein keine ja nein wie was wann wo wer warum mit für von zu zum zur auf in im an aus bei
    nach über unter aber oder weil sehr mehr auch noch schon immer nie heute gestern morgen jetzt dann hallo danke bitte habe hast hat haben hatte wird werde kann kannst will muss gut schlecht hund katze haus mutter vater bruder schwester freund arbeit liebe
    ganz so dass wenn als doch nur mal etwas nichts alles tag jahr woche geht`),
  it: words(`il lo la i gli le un uno una di del della dei delle da dal dalla in nel nella con su per tra e è sono sei siamo era ho hai ha abbiamo hanno io tu lui lei noi voi loro mio mia miei tuo tua suo sua mi ti si ci che chi cosa come quando dove perché non sì
    ma o se anche molto più già sempre mai oggi ieri domani adesso dopo prima ciao grazie prego buongiorno cane gatto casa madre padre fratello sorella figlio amico lavoro voglio posso piace fare faccio vado va andiamo bene male buono niente tutto questo questa
    quello così solo credo so felice giorno notte settimana mese anno al alla stato stata morto sto stai sta`),
  ca: words(`el la els les un una uns unes de del dels al als i és són era sóc soc ets estic estàs està amb per sense sobre meu meva teu teva seu seva em et es ens us jo tu ell ella nosaltres no sí com quan on qui què perquè molt més ja també mai sempre tinc té tenim hi ha
    vaig vas va vam avui ahir demà ara després abans gos gat casa mare pare germà germana fill filla amic feina visc dic vull puc agrada fer faig anar veure bé mal bo res tot això aquest aquesta aquí així només crec sé gràcies adéu bon bona dia nit setmana mes any
    però o si doncs cap gens mort content contenta cansat`),
};

/** Letters and endings, and which languages they speak for. Looked for once in each word. */
export const marks: readonly { pattern: RegExp; tongues: readonly Tongue[]; weight: number }[] = [
  { pattern: /ñ/, tongues: ['es'], weight: 1.5 },
  { pattern: /[ãõ]|lh|nh|ções$|ção$/, tongues: ['pt'], weight: 1 },
  { pattern: /ç/, tongues: ['fr', 'pt', 'ca'], weight: 0.7 },
  { pattern: /[äöüß]|sch|icht$|ung$/, tongues: ['de'], weight: 0.7 },
  { pattern: /[êîôûâœ]|eux$|oir$|aient$|ez$|^qu'|^l'|^d'|^j'/, tongues: ['fr'], weight: 0.6 },
  { pattern: /[àò]$|zione$|zzo$|gli|cch|ggi/, tongues: ['it'], weight: 0.6 },
  { pattern: /[àèò]|ny$|ció$|l·l|tge?s?$/, tongues: ['ca'], weight: 0.6 },
  { pattern: /(?:ción|sión|iendo|ando|miento|ito|ita|ería|aba|ías?|amos|ado|ada|idad|ente|ieron|aron|aste|iste)$/, tongues: ['es'], weight: 0.4 },
  { pattern: /[áíóú]/, tongues: ['es', 'pt'], weight: 0.4 },
  { pattern: /ll|^qu[eié]|ue/, tongues: ['es'], weight: 0.2 },
  { pattern: /(?:ing|tion|ness|ful|ght|ould|ck|ly|ed|wn|ough|'s|n't|'ll|'ve|'re|'m)$|^wh|th|sh|ee|oo/, tongues: ['en'], weight: 0.4 },
  { pattern: /^[aeio]?[^aeiouáéíóú]*ado$|ar$/, tongues: ['es', 'pt'], weight: 0.2 },
];
