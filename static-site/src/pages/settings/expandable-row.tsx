import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { texts } from '../../texts/index.ts';

const words = texts.settings;

interface ExpandableRowProps {
  /** Names the row, also in the button's accessible name. */
  label: string;
  /** The fragment of the URL that leads to it. */
  anchor?: string;
  title: ComponentChildren;
  value?: ComponentChildren;
  open: boolean;
  openLabel?: string;
  onToggle: (open: boolean) => void;
  children: ComponentChildren;
}

/** A row of the settings with a button that shows what can be changed. */
export function ExpandableRow({
  label,
  anchor,
  title,
  value,
  open,
  openLabel,
  onToggle,
  children,
}: ExpandableRowProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // The form that had the focus was removed.
    if (!open && wasOpen.current && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return (
    <>
      <div class="row" id={anchor}>
        <h2>{title}</h2>
        {value !== undefined && <p class="value">{value}</p>}
        <button
          ref={button}
          type="button"
          class="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => onToggle(!open)}
        >
          {open ? words.close : (openLabel ?? words.edit)}
          <span class="visually-hidden">{words.of(label)}</span>
        </button>
      </div>
      <div id={id} class="row-details" hidden={!open}>
        {open && children}
      </div>
    </>
  );
}
