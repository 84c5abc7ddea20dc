// Vietnamese first, English one click away. Every string is a pair, so a missing translation does not compile.
import { type ReactNode, createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';

export type Language = 'vi' | 'en';
/** One string: Vietnamese, English. `{name}` is filled in by the caller. */
export type Pair = readonly [vi: string, en: string];

/** Keeps the keys of a dictionary for the type checker: `const texts = dictionary({ save: ['Lưu', 'Save'] })`. */
export const dictionary = <K extends string>(pairs: Record<K, Pair>): Record<K, Pair> => pairs;

type Values = Record<string, string | number>;
export const fill = (text: string, values: Values = {}): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

const storage = 'cpb-language';
let current: Language = 'vi';
try {
  if (localStorage.getItem(storage) === 'en') current = 'en';
} catch {
  // Storage may be switched off; Vietnamese then.
}
/** For code outside components: what the server is told. */
export const currentLanguage = (): Language => current;

interface LanguageState {
  language: Language;
  choose: (language: Language) => void;
}
const Context = createContext<LanguageState>({ language: 'vi', choose: () => undefined });

export function LanguageProvider({ children, start = current }: { children: ReactNode; start?: Language }) {
  const [language, setLanguage] = useState(start);
  const choose = useCallback((next: Language) => {
    current = next;
    try {
      localStorage.setItem(storage, next);
    } catch {
      // Then it lasts until the page is left.
    }
    setLanguage(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const state = useMemo(() => ({ language, choose }), [language, choose]);
  return <Context.Provider value={state}>{children}</Context.Provider>;
}

export const useLanguage = (): LanguageState => useContext(Context);

/** `const t = useTexts(texts); t('save')`. */
export function useTexts<K extends string>(texts: Record<K, Pair>) {
  const { language } = useLanguage();
  return useCallback((key: K, values?: Values) => fill(texts[key][language === 'vi' ? 0 : 1], values), [texts, language]);
}

/** Picks the language of data that carries both: `pick(row.titleVi, row.titleEn)`. */
export function usePick() {
  const { language } = useLanguage();
  return useCallback((vi: string | undefined, en: string | undefined) => (language === 'vi' ? vi || en : en || vi) ?? '', [language]);
}
