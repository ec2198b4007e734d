import { useLayoutEffect, useRef } from 'preact/hooks';

/** Moves the focus to an element when it appears, so that the user can type at once. */
export function useFirstFocus<Target extends HTMLElement>(wanted: boolean) {
  const element = useRef<Target>(null);
  useLayoutEffect(() => {
    if (wanted) element.current?.focus();
  }, []);
  return element;
}
