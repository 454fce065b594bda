// The keys facts go by, in English.

export type FactWords = {
  keys: Record<string, string>;
  /** Of `favorite_<thing>`, as a whole. */
  favorites: Record<string, string>;
  /** Any other favorite: {thing} is its name. */
  favorite: string;
  /** Of `pet_<animal>`. */
  animals: Record<string, string>;
  yes: string;
  no: string;
};

export const factWordsEn: FactWords = {
  keys: {
    name: 'name', nickname: 'nickname', last_name: 'surname', age: 'age', birthday: 'birthday', birth_year: 'year of birth', birthplace: 'birthplace', home_city: 'city', nationality: 'nationality',
    language: 'language', height_cm: 'height (cm)', religion: 'religion', zodiac_sign: 'star sign', likes: 'likes', dislikes: 'dislikes', marital_status: 'marital status', partner_name: 'partner',
    mother_name: 'mother', father_name: 'father', sister_name: 'sister', brother_name: 'brother', son_name: 'son', daughter_name: 'daughter', grandmother_name: 'grandmother', grandfather_name: 'grandfather',
    aunt_name: 'aunt', uncle_name: 'uncle', cousin_name: 'cousin', nephew_name: 'nephew', niece_name: 'niece', friend_name: 'friend', best_friend_name: 'best friend', children_count: 'children',
    sisters_count: 'sisters', brothers_count: 'brothers', siblings_count: 'siblings', has_pet: 'has a pet', pet_name: 'pet', hobby: 'hobby', plays_instrument: 'plays', plays_sport: 'sport', collects: 'collects', goal: 'goal',
    allergy: 'allergy', condition: 'condition', medication: 'medication', injury: 'injury', diet: 'diet', smokes: 'smokes', drinks_alcohol: 'drinks alcohol', profession: 'profession', employer: 'employer',
    job: 'work', workplace: 'workplace', job_status: 'work situation', boss_name: 'boss', studies: 'studies', school: 'school', years_of_experience: 'years of experience', plan: 'plan', life_event: 'event', habit: 'habit', owns: 'owns', vehicle: 'vehicle',
  },
  favorites: {
    food: 'favourite food', color: 'favourite colour', movie: 'favourite film', film: 'favourite film', book: 'favourite book', song: 'favourite song', band: 'favourite band', singer: 'favourite singer', music: 'favourite music',
    sport: 'favourite sport', team: 'favourite team', animal: 'favourite animal', season: 'favourite season', city: 'favourite city', place: 'favourite place', drink: 'favourite drink', dessert: 'favourite dessert',
    series: 'favourite series', show: 'favourite show', game: 'favourite game', author: 'favourite author', actor: 'favourite actor', subject: 'favourite subject', flower: 'favourite flower', ice_cream: 'favourite ice cream',
    dish: 'favourite dish', fruit: 'favourite fruit', anime: 'favourite anime', manga: 'favourite manga', artist: 'favourite artist', country: 'favourite country', month: 'favourite month', day: 'favourite day', number: 'favourite number',
    hobby: 'favourite pastime', character: 'favourite character', restaurant: 'favourite restaurant', podcast: 'favourite podcast', beer: 'favourite beer', wine: 'favourite wine', word: 'favourite word', genre: 'favourite genre',
    album: 'favourite album', player: 'favourite player', holiday: 'favourite holiday', school_subject: 'favourite subject',
  },
  favorite: 'favourite {thing}',
  animals: {},
  yes: 'yes',
  no: 'no',
};
