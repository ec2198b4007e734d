import { useEffect, useRef } from 'preact/hooks';

/**
 * Keeps the focus near where it was when an action removes the button that had it: it moves to the heading of the row
 * or section that the button was in, without scrolling. Otherwise the next Tab would begin at the top of the page.
 * @param content What the page shows; an action changes it.
 */
export function useNearbyFocus(content: unknown): void {
  // From the element that had the focus last up to the page.
  const places = useRef<readonly HTMLElement[]>([]);
  const shown = useRef(content);
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && !target.closest('dialog')) places.current = placesAround(target);
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  useEffect(() => {
    const isChanged = shown.current !== undefined && shown.current !== content;
    shown.current = content;
    if (!isChanged || document.activeElement !== document.body) return;
    const place = places.current.find((element) => element.isConnected && headingOf(element));
    const heading = place && headingOf(place);
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }, [content]);
}

function placesAround(element: HTMLElement): HTMLElement[] {
  const { parentElement } = element;
  return parentElement ? [element, ...placesAround(parentElement)] : [element];
}

const headingOf = (element: HTMLElement) => element.querySelector<HTMLElement>('h3, h2, h1');
