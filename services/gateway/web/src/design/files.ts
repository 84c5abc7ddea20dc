// Files between the person, the page and the contract, where bytes travel as base64.

export const base64Of = (file: Blob): Promise<string> => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => { resolve(String(reader.result).replace(/^data:[^,]*,/, '')); };
  reader.onerror = () => { reject(reader.error ?? new Error('the file cannot be read')); };
  reader.readAsDataURL(file);
});

export const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** SHA-256 in hexadecimal; empty where the browser computes none (a page that came over plain http from another machine). */
export async function sha256Of(content: ArrayBuffer): Promise<string> {
  const subtle = (globalThis.crypto as Partial<Crypto>).subtle;
  if (!subtle) return '';
  return Array.from(new Uint8Array(await subtle.digest('SHA-256', content)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** "1,4 MiB" or "12 KiB". */
export function formatSize(bytes: number, language: string): string {
  const [amount, unit] = bytes < 1024 ? [bytes, 'B'] : bytes < 1024 * 1024 ? [bytes / 1024, 'KiB'] : [bytes / 1024 / 1024, 'MiB'];
  return `${amount.toLocaleString(language, { maximumFractionDigits: unit === 'MiB' ? 1 : 0 })} ${unit}`;
}
