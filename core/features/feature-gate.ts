// What a feature that is switched off refuses: the routes that would do its work. What is there already can still be read and deleted.
import { LuminoraError } from '../contract/errors.ts';

/** Features that have routes of their own. Branches or single routes of the contract; a route named for itself goes before its branch. */
const routesOf = {
  analytics: ['analytics'],
  audit: ['audit'],
  snapshots: ['snapshots.create', 'snapshots.piece', 'snapshots.beginUpload', 'snapshots.putPiece', 'snapshots.finishUpload', 'snapshots.preview', 'snapshots.apply'],
  imports: ['imports.begin', 'imports.putPiece', 'imports.start'],
  summaries: ['summaries.make'],
  classification: ['memory.classifications'],
  mood: ['moods.set'],
  affinity: ['affinity.set', 'affinity.revert'],
} as const satisfies Record<string, readonly string[]>;
export type GatedFeature = keyof typeof routesOf;

const featureOf: ReadonlyMap<string, GatedFeature> = new Map(Object.entries(routesOf).flatMap(([feature, routes]) => routes.map((route) => [route, feature as GatedFeature] as const)));

/** @param path of the route in the contract. @throws LuminoraError `feature_off` */
export function assertOn(path: readonly string[], isOn: (feature: GatedFeature) => boolean): void {
  const feature = featureOf.get(path.slice(0, 2).join('.')) ?? featureOf.get(path[0] ?? '');
  if (feature === undefined || isOn(feature)) return;
  throw new LuminoraError('feature_off', `This is switched off. Switch features.${feature} on in Settings, under Memory, or in the configuration file.`, { details: { field: `features.${feature}` } });
}
