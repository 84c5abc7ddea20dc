// Small things that were typed and not sent yet, kept in this browser until they are.
import { useState } from 'react';

function read<T>(key: string, nothing: T): T {
  try {
    const text = localStorage.getItem(key);
    return text ? (JSON.parse(text) as T) : nothing;
  } catch {
    return nothing;
  }
}

/** Like useState, over a reload as well. `clear` forgets. (Thousands of rows: design/drafts.ts.) */
export function useKept<T>(key: string, nothing: T): [T, (value: T) => void, () => void] {
  const [value, setValue] = useState(() => read(key, nothing));
  const keep = (next: T) => {
    setValue(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Then it lasts until the page is left.
    }
  };
  const clear = () => {
    setValue(nothing);
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  };
  return [value, keep, clear];
}
