// Animals people live with, by the end of the key `pet_<animal>`.
import { wordMap } from './list.ts';

export const spanishAnimals = wordMap(`
dog: perro, perra, perrito, perrita, perrete, cachorro, cachorra, cachorrito, cachorrita, perri, can, labrador, labradora, chihuahua, caniche, galgo, galga, pastor aleman, bulldog, beagle, golden, golden retriever, podenco, podenca, mastin, salchicha, teckel, pug, carlino, husky, border collie, bichon, schnauzer, yorkshire, boxer, mestizo
cat: gato, gata, gatito, gatita, gatico, michi, minino, siames, siamesa, persa
rabbit: conejo, coneja, conejito, conejita, conejo enano
parrot: loro, lora, lorito, guacamayo, cacatua, agapornis
turtle: tortuga, tortuguita, tortugo, galapago
horse: caballo, yegua, potro, potra, poni, pony
hamster: hamster, hamsters, hamstercito
fish: pez, pececito, pez dorado, pez betta, betta
canary: canario, canaria, canarito
guinea_pig: cobaya, cobayo, cuyo, cuy, conejillo de indias
ferret: huron, hurona
snake: serpiente, boa, piton, culebra
lizard: lagarto, lagartija, iguana, dragon barbudo, camaleon
gecko: gecko, geco
bird: pajaro, pajarito, jilguero, ave, paloma
parakeet: periquito, periquita, perico, cotorra, cotorrita
cockatiel: ninfa, carolina
mouse: raton, ratoncito
rat: rata, ratita
hedgehog: erizo, eriza
chicken: gallina, gallo, pollo, pollito
duck: pato, pata
goat: cabra, cabrita
sheep: oveja, ovejita
cow: vaca
pig: cerdo, cerdita, cochinito, minipig, chancho
donkey: burro, burra, burrito
frog: rana, sapo, ajolote
spider: tarantula, arana
chinchilla: chinchilla
pet: mascota, animalito, bicho
`);

export const englishAnimals = wordMap(`
dog: dog, doggo, doggy, puppy, pup, pooch, labrador, lab, golden retriever, retriever, poodle, beagle, bulldog, corgi, dachshund, husky, greyhound, border collie, collie, terrier, chihuahua, pug, german shepherd, rottweiler, boxer, spaniel, cocker spaniel, labradoodle, mutt, rescue dog, whippet, schnauzer, shih tzu, dalmatian
cat: cat, kitten, kitty, tabby, tomcat, siamese, rescue cat, tabby cat, maine coon, ragdoll
rabbit: rabbit, bunny
parrot: parrot, macaw, cockatoo, lovebird
turtle: turtle, tortoise, terrapin
horse: horse, mare, pony, stallion, gelding, foal
hamster: hamster
fish: fish, goldfish, betta, betta fish
canary: canary
guinea_pig: guinea pig
ferret: ferret
snake: snake, python, corn snake, ball python, boa
lizard: lizard, iguana, bearded dragon, chameleon
gecko: gecko, leopard gecko
bird: bird, finch, pigeon
parakeet: parakeet, budgie, budgerigar
cockatiel: cockatiel
mouse: mouse
rat: rat
hedgehog: hedgehog
chicken: chicken, hen, rooster
duck: duck
goat: goat
sheep: sheep, lamb
cow: cow
pig: pig, piglet
donkey: donkey
frog: frog, toad, axolotl
spider: tarantula, spider
chinchilla: chinchilla
pet: pet
`);
