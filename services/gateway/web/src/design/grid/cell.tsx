// The cell under the cursor: a real input that always has the keyboard, so that Vietnamese input methods, pasting and screen
// readers work as everywhere. What is typed lives here until it is taken; the grid is not drawn again for a letter.
import { type ClipboardEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { matches } from '../../i18n/search';
import type { Choice } from './model';

interface ActiveCellProps {
  label: string;
  text: string;
  numeric: boolean;
  readOnly: boolean;
  invalid: string;
  choices?: readonly Choice[];
  describedBy: string;
  /** Takes the typed text. */
  onCommit: (text: string) => void;
  /** Keys that are not about the text; true when the grid took it. */
  onKey: (event: KeyboardEvent<HTMLInputElement>) => boolean;
  onCopy: (event: ClipboardEvent, cut: boolean) => void;
  onPaste: (event: ClipboardEvent) => void;
}

/** "move": arrows walk the grid. "type": something was typed over the cell, arrows take it and walk. "edit": arrows walk the text. */
type Mode = 'move' | 'type' | 'edit';
const mostChoices = 50;

export function ActiveCell({ label, text, numeric, readOnly, invalid, choices, describedBy, onCommit, onKey, onCopy, onPaste }: ActiveCellProps) {
  const input = useRef<HTMLInputElement>(null);
  const [mode, setMode] = useState<Mode>('move');
  const [typed, setTyped] = useState(text);
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(0);
  const latest = useRef({ mode, typed, onCommit });
  useEffect(() => { latest.current = { mode, typed, onCommit }; });
  useLayoutEffect(() => {
    input.current?.focus({ preventScroll: true });
    input.current?.select();
    return () => { if (latest.current.mode !== 'move') latest.current.onCommit(latest.current.typed); };
  }, []);

  const offered = open && choices ? (mode === 'move' ? choices : choices.filter((choice) => matches(`${choice.label} ${choice.value}`, typed))).slice(0, mostChoices) : [];
  const finish = (value: string | null) => {
    if (value !== null) onCommit(value);
    latest.current.mode = 'move';
    setMode('move');
    setOpen(false);
    setTyped(value ?? text);
  };
  const takeMarked = () => { const choice = offered[marked]; return choice ? choice.label : typed; };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (open && offered.length) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        setMarked((marked + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length);
        return;
      }
      if (event.key === 'Enter' || event.key === 'Tab') finish(takeMarked());
    } else if (event.altKey && event.key === 'ArrowDown' && choices) {
      event.preventDefault();
      setOpen(true);
      setMarked(0);
      return;
    }
    if (event.key === 'Escape' && (mode !== 'move' || open)) {
      event.preventDefault();
      finish(null);
      return;
    }
    if (event.key === 'F2' && !readOnly) {
      event.preventDefault();
      setMode('edit');
      input.current?.setSelectionRange(typed.length, typed.length);
      return;
    }
    const walksText = mode === 'edit' && ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Delete', 'Backspace'].includes(event.key);
    const typing = mode !== 'move' && (event.ctrlKey || event.metaKey) && 'acxvzy'.includes(event.key.toLowerCase());
    if (walksText || typing || (mode === 'type' && (event.key === 'Backspace' || event.key === 'Delete'))) return;
    if (mode !== 'move' && ['Enter', 'Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End'].includes(event.key) && !open) finish(typed);
    if (onKey(event)) event.preventDefault();
  };

  return (
    <>
      <input ref={input} className={numeric ? 'numeric' : undefined} value={mode === 'move' ? text : typed} readOnly={readOnly} spellCheck={false} autoComplete="off"
        aria-label={label} aria-describedby={describedBy} aria-invalid={invalid ? true : undefined} title={invalid || undefined}
        role={choices ? 'combobox' : undefined} aria-expanded={choices ? offered.length > 0 : undefined} aria-controls={choices ? 'grid-choices' : undefined} aria-autocomplete={choices ? 'list' : undefined}
        aria-activedescendant={offered.length ? `grid-choice-${marked}` : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          if (mode === 'move') setMode('type');
          if (choices) { setOpen(true); setMarked(0); }
        }}
        onDoubleClick={() => { if (!readOnly) { setMode('edit'); if (choices) setOpen(true); } }}
        onKeyDown={onKeyDown}
        onCopy={(event) => { if (mode === 'move') onCopy(event, false); }}
        onCut={(event) => { if (mode === 'move') onCopy(event, true); }}
        onPaste={(event) => { if (mode === 'move') onPaste(event); }} />
      {offered.length > 0 && (
        <Choices offered={offered} marked={marked} anchor={input} onTake={(choice) => { finish(choice.label); input.current?.focus(); }} />
      )}
    </>
  );
}

/** The list under (or over) the cell; fixed to the window, so that the grid's edge does not cut it. */
function Choices({ offered, marked, anchor, onTake }: { offered: readonly Choice[]; marked: number; anchor: React.RefObject<HTMLInputElement | null>; onTake: (choice: Choice) => void }) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const box = anchor.current?.getBoundingClientRect();
    if (!box || !list.current) return;
    const below = window.innerHeight - box.bottom > 220;
    list.current.style.left = `${Math.max(0, Math.min(box.left, window.innerWidth - 340))}px`;
    list.current.style.top = below ? `${box.bottom}px` : '';
    list.current.style.bottom = below ? '' : `${window.innerHeight - box.top}px`;
    list.current.children[marked]?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <ul ref={list} id="grid-choices" role="listbox" className="grid-choices" aria-label="…">
      {offered.map((choice, index) => (
        // The mouse must not take the keyboard from the cell: it would take the half-typed text as the value.
        <li key={choice.value} id={`grid-choice-${index}`} role="option" aria-selected={index === marked} className={index === marked ? 'marked' : undefined}
          onMouseDown={(event) => { event.preventDefault(); onTake(choice); }}>{choice.label}</li>
      ))}
    </ul>
  );
}
