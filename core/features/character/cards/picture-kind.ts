// What kind of picture some bytes are, and how a file of it ends.
import { pictureType } from '../assets.ts';

export type PictureKind = { extension: 'png' | 'jpg' | 'webp' | 'gif' | 'avif'; mediaType: string };

const extensions: Readonly<Record<string, PictureKind['extension']>> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/gif': 'gif', 'image/avif': 'avif' };

/** Told by how the bytes begin, never by a name; null for what is no picture that can be shown. */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  const mediaType = pictureType(bytes);
  const extension = mediaType === null ? undefined : extensions[mediaType];
  return mediaType === null || extension === undefined ? null : { extension, mediaType };
}
