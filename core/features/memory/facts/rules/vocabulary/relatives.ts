// Relatives and friends, by the key that holds their name; for several of them the key that holds how many.
import { wordMap } from './list.ts';

export const spanishRelatives = wordMap(`
partner_name: novio, novia, marido, esposo, esposa, mujer, pareja, prometido, prometida, conyuge, companero sentimental, media naranja, chico, chica, parienta, senora, churri
mother_name: madre, mama, mami, jefa de la familia, viejita, ama
father_name: padre, papa, papi, viejo
sister_name: hermana, hermanita, hermana mayor, hermana pequena, hermana menor, hermana melliza, hermana gemela, hermanastra, melliza, gemela, tata
brother_name: hermano, hermanito, hermano mayor, hermano pequeno, hermano menor, hermano gemelo, hermano mellizo, hermanastro, mellizo, gemelo, bro, carnal
son_name: hijo, hijo mayor, hijo pequeno, hijo menor, nene, peque, bebe, hijastro, hijito
daughter_name: hija, hija mayor, hija pequena, hija menor, nena, nina, hijastra, hijita
grandmother_name: abuela, abuelita, yaya, abue, nona, abuela materna, abuela paterna, iaia, lela
grandfather_name: abuelo, abuelito, yayo, nono, abuelo materno, abuelo paterno, lelo
aunt_name: tia, tita
uncle_name: tio, tito
cousin_name: primo, prima, primo hermano, prima hermana
nephew_name: sobrino, sobrinito
niece_name: sobrina, sobrinita
best_friend_name: mejor amigo, mejor amiga, mejor amigo de la infancia, amigo del alma, amiga del alma, bestie
friend_name: amigo, amiga, amigo de toda la vida, amiga de toda la vida, amigo de la infancia, amiga de la infancia, colega, gran amigo, gran amiga, companero de piso, companera de piso, cuate, parcero, roomie, amigo del cole, amiga del cole, vecino, vecina
boss_name: jefe, jefa, jefecito, jefa directa, jefe directo, encargado, encargada, supervisor, supervisora
`);

export const englishRelatives = wordMap(`
partner_name: boyfriend, girlfriend, husband, wife, partner, fiance, fiancee, spouse, bf, gf, hubby, better half, other half, significant other, wifey
mother_name: mother, mom, mum, mommy, mama, ma, mam
father_name: father, dad, daddy, papa, pa, pops
sister_name: sister, older sister, younger sister, big sister, little sister, baby sister, twin sister, sis, half sister, stepsister, kid sister, elder sister, half-sister, step-sister, eldest sister, youngest sister
brother_name: brother, older brother, younger brother, big brother, little brother, baby brother, twin brother, bro, half brother, stepbrother, kid brother, elder brother, half-brother, step-brother, eldest brother, youngest brother
son_name: son, oldest son, eldest son, youngest son, little boy, baby boy, stepson, older son, younger son, newborn son, teenage son
daughter_name: daughter, oldest daughter, eldest daughter, youngest daughter, little girl, baby girl, stepdaughter, older daughter, younger daughter, newborn daughter, teenage daughter
grandmother_name: grandmother, grandma, granny, nana, nan, gran, grammy, nonna
grandfather_name: grandfather, grandpa, granddad, grandad, gramps, nonno
aunt_name: aunt, auntie, aunty
uncle_name: uncle
cousin_name: cousin
nephew_name: nephew
niece_name: niece
best_friend_name: best friend, bestie, bff, best mate, best buddy, best pal
friend_name: friend, good friend, close friend, old friend, childhood friend, friend from school, friend from work, friend from college, friend from uni, mate, buddy, pal, roommate, flatmate, housemate, neighbor, neighbour
boss_name: boss, manager, supervisor, line manager
`);

/** Plural words with the key of the names and that of the count. */
export const spanishPlurals: Readonly<Record<string, { names: readonly [string, string] | null; count: string }>> = {
  hijos: { names: ['son_name', 'daughter_name'], count: 'children_count' }, hijas: { names: ['daughter_name', 'daughter_name'], count: 'children_count' }, ninos: { names: ['son_name', 'daughter_name'], count: 'children_count' },
  ninas: { names: ['daughter_name', 'daughter_name'], count: 'children_count' }, peques: { names: ['son_name', 'daughter_name'], count: 'children_count' }, nenes: { names: ['son_name', 'daughter_name'], count: 'children_count' },
  mellizos: { names: ['son_name', 'daughter_name'], count: 'children_count' }, gemelos: { names: ['son_name', 'daughter_name'], count: 'children_count' }, mellizas: { names: ['daughter_name', 'daughter_name'], count: 'children_count' }, gemelas: { names: ['daughter_name', 'daughter_name'], count: 'children_count' },
  hermanos: { names: ['brother_name', 'sister_name'], count: 'siblings_count' }, hermanas: { names: ['sister_name', 'sister_name'], count: 'sisters_count' }, sobrinos: { names: ['nephew_name', 'niece_name'], count: '' }, sobrinas: { names: ['niece_name', 'niece_name'], count: '' },
  primos: { names: ['cousin_name', 'cousin_name'], count: '' }, primas: { names: ['cousin_name', 'cousin_name'], count: '' },
};
export const englishPlurals: typeof spanishPlurals = {
  kids: { names: ['son_name', 'daughter_name'], count: 'children_count' }, children: { names: ['son_name', 'daughter_name'], count: 'children_count' }, sons: { names: ['son_name', 'son_name'], count: 'children_count' }, boys: { names: ['son_name', 'son_name'], count: 'children_count' },
  daughters: { names: ['daughter_name', 'daughter_name'], count: 'children_count' }, girls: { names: ['daughter_name', 'daughter_name'], count: 'children_count' }, brothers: { names: ['brother_name', 'brother_name'], count: 'brothers_count' },
  sisters: { names: ['sister_name', 'sister_name'], count: 'sisters_count' }, siblings: { names: ['brother_name', 'sister_name'], count: 'siblings_count' }, nephews: { names: ['nephew_name', 'nephew_name'], count: '' }, nieces: { names: ['niece_name', 'niece_name'], count: '' },
  cousins: { names: ['cousin_name', 'cousin_name'], count: '' }, twins: { names: ['son_name', 'daughter_name'], count: 'children_count' },
};
