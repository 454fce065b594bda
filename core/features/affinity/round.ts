/** Points are kept to a hundredth. */
export const round = (points: number): number => Math.round(points * 100) / 100;
