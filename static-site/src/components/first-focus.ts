import { useLayoutEffect, useRef } from 'preact/hooks';

/** Puts the focus on an element when it comes onto the screen, so that the keyboard is where the task is. */
export function useFirstFocus<Target extends HTMLElement>(wanted: boolean) {
  const element = useRef<Target>(null);
  useLayoutEffect(() => {
    if (wanted) element.current?.focus();
  }, []);
  return element;
}
