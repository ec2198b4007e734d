import type { ComponentChildren } from 'preact';

interface ButtonProps {
  children: ComponentChildren;
  type?: 'submit' | 'button';
  look?: 'primary' | 'plain' | 'danger' | 'link' | 'small';
  busy?: boolean;
  /** Replaces the label while busy. */
  busyLabel?: string | undefined;
  onClick?: (() => void) | undefined;
  label?: string | undefined;
  /** Whether it gets the focus when its dialog opens. */
  first?: boolean;
}

/** A button that shows when it is busy. It then keeps the focus and ignores clicks. */
export function Button({
  children,
  type = 'button',
  look = 'plain',
  busy = false,
  busyLabel,
  onClick,
  label,
  first = false,
}: ButtonProps) {
  return (
    <button
      type={type}
      class={`button ${look}`}
      aria-disabled={busy ? 'true' : undefined}
      aria-label={busy ? undefined : label}
      data-first={first ? '' : undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {busy && <span class="spinner" aria-hidden="true" />}
      {busy ? (busyLabel ?? children) : children}
    </button>
  );
}
