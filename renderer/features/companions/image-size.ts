// Makes a picture small enough for the engine, in the browser, losing as little as it can.
import { maximumAssetBytes } from '../../../core/contract/index.ts';

/** The file's own bytes when they fit; otherwise drawn again, smaller step by step. Throws when it is no picture. */
export async function pictureBytes(file: Blob): Promise<Uint8Array> {
  if (file.size <= maximumAssetBytes) return new Uint8Array(await file.arrayBuffer());
  const picture = await createImageBitmap(file);
  try {
    for (let side = 2048; side >= 256; side /= 2) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
      canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 });
      if (blob.size <= maximumAssetBytes) return new Uint8Array(await blob.arrayBuffer());
    }
    throw new Error('The picture cannot be made small enough.');
  } finally {
    picture.close();
  }
}
