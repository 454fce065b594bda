// Sentences that show what each category is about, half Spanish, half English; "other" is small talk and everything else.
import type { Fact } from '../../../contract/entities.ts';

export const categoryExamples: Readonly<Record<Fact['category'], readonly string[]>> = {
  personal_info: ['Nací en un pueblo de Soria y me crié allí', 'Mi apellido es gallego', 'Cumplí treinta y dos en marzo', 'I grew up in a small town in Ohio', 'I am thirty four and I come from Ireland', 'People call me Andy'],
  preferences: ['Lo que más disfruto es el chocolate negro', 'El brócoli no hay quien se lo coma', 'Donde esté un buen libro, que se quite la tele', 'Nothing beats a hot cup of coffee', 'Horror films are not for me', 'Blue suits me better than red'],
  relationships: ['Mi hermano y yo casi no nos vemos', 'Llevo diez años con mi mujer', 'El abuelo nos contaba cuentos', 'My mother calls me every Sunday', 'My wife and I met in college', 'Our cat sleeps on the sofa'],
  hobbies: ['Los domingos salgo en bicicleta por el monte', 'Por las tardes ensayo con la guitarra', 'Me paso horas montando maquetas', 'I spend my evenings painting', 'On weekends we go climbing', 'I knit sweaters while I watch series'],
  goals: ['Este año voy a correr un maratón', 'Sueño con abrir mi propia panadería', 'Tengo que ahorrar para la entrada del piso', 'One day I will write a novel', 'I am determined to quit smoking', 'My plan is to be fluent in German next year'],
  health: ['Llevo tres noches sin pegar ojo', 'La rodilla me está matando', 'El médico me ha cambiado el tratamiento', 'My back is killing me', 'I caught a bad cold', 'The doctor changed my prescription'],
  work: ['El turno de noche en la fábrica es duro', 'Mañana entrego el informe al cliente', 'Nos han puesto un encargado nuevo', 'The shift at the restaurant was endless', 'My manager moved the deadline', 'I have finals next month'],
  events: ['El sábado hubo una cena en casa de Marta', 'La semana pasada se inundó el garaje', 'Nos vamos a Lisboa en agosto', 'There was a storm and the power went out', 'We flew to Rome last spring', 'The concert on Friday was packed'],
  other: ['Hola, ¿qué tal?', 'Cuéntame un chiste', '¿Cuál es la capital de Francia?', 'Vale, gracias', 'Tell me a story', 'What do you think about that?', 'Ok, sounds good', 'Escribe un poema sobre el mar', 'How do I boil an egg?', 'Jajaja, qué bueno'],
};
