// A companion's pictures: its portrait and its expressions. What a file is, its bytes tell, never its name.
import { LuminoraError } from '../../contract/errors.ts';
import { maximumAssetBytes } from '../../contract/characters.ts';
import type { CharacterAsset } from '../../contract/characters.ts';
import type { Clock } from '../../lib/clock.ts';
import type { CharacterAssetRecord } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';

export const portraitName = 'portrait';
/** Most pictures of one companion: the portrait, 28 labels and room for a few more. */
const maximumAssets = 64;

/** The kinds of pictures a browser shows, by how their files begin; null for anything else (SVG is left out: it can carry scripts). */
export function pictureType(bytes: Uint8Array): string | null {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (text(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'image/gif';
  if (text(4, 8) === 'ftyp' && ['avif', 'avis'].includes(text(8, 12))) return 'image/avif';
  return null;
}

const view = ({ id: _id, personality: _personality, created_at: _created, bytes, ...asset }: CharacterAssetRecord): CharacterAsset => ({ ...asset, bytes: bytes.length });

export type AssetService = ReturnType<typeof createAssets>;

export function createAssets({ storage, clock }: { storage: StorageProvider; clock: Clock }) {
  return {
    async list(personality: string): Promise<CharacterAsset[]> {
      return (await storage.characterAssets.list(personality)).map(({ name, media_type, size, updated_at }) => ({ name, media_type, bytes: size, updated_at }));
    },
    get: (personality: string, name: string): Promise<CharacterAssetRecord | null> => storage.characterAssets.get(personality, name),
    /** @throws LuminoraError `invalid_input` for what is no picture, is too large, or one too many */
    async put(personality: string, name: string, bytes: Uint8Array): Promise<CharacterAsset> {
      const type = pictureType(bytes);
      if (type === null) throw new LuminoraError('invalid_input', 'This is no picture that can be shown. PNG, JPEG, WEBP, GIF and AVIF can.', { details: { field: name } });
      if (bytes.length > maximumAssetBytes) throw new LuminoraError('invalid_input', `A picture may have ${maximumAssetBytes / 1024 / 1024} MiB at most; this one has ${(bytes.length / 1024 / 1024).toFixed(1)}.`, { details: { field: name } });
      const known = await storage.characterAssets.list(personality);
      const before = known.find((asset) => asset.name === name);
      if (!before && known.length >= maximumAssets) throw new LuminoraError('invalid_input', `A companion may have ${maximumAssets} pictures at most. Take one away first.`);
      const now = clock.now();
      const record: CharacterAssetRecord = { id: `${personality}/${name}`, personality, name, media_type: type, bytes, created_at: before?.created_at ?? now, updated_at: now };
      await storage.commit([{ op: 'put', entity: 'character_asset', record }]);
      return view(record);
    },
    async remove(personality: string, name: string): Promise<boolean> {
      const known = (await storage.characterAssets.list(personality)).some((asset) => asset.name === name);
      if (known) await storage.commit([{ op: 'delete', entity: 'character_asset', id: `${personality}/${name}` }]);
      return known;
    },
  };
}
