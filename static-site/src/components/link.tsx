import type { ComponentChildren } from 'preact';
import { type EntryState, navigate } from '../router.ts';

interface LinkProps {
  href: string;
  children: ComponentChildren;
  class?: string;
  label?: string;
  current?: boolean;
  state?: EntryState;
}

/** A link within the dashboard; opens like any other link with a modifier key or the middle button. */
export function Link({ href, children, class: className, label, current, state }: LinkProps) {
  return (
    <a
      href={href}
      class={className}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.defaultPrevented || event.button !== 0) return;
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(href, state ? { state } : {});
      }}
    >
      {children}
    </a>
  );
}
