// Hands a file to the person.
import { fromBase64 } from './base64.ts';

export function downloadFile(file: { file_name: string; media_type: string; data: string }): void {
  const address = URL.createObjectURL(new Blob([fromBase64(file.data)], { type: file.media_type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file.file_name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
