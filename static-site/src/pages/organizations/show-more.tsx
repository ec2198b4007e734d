import { useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { organizationTexts } from '../../texts/organizations.ts';

/** So many rows a browser draws without a pause, and a person looks through. */
const atATime = 100;

/** The first of many rows, and a way to more of them. */
export function useFirst<Item>(items: readonly Item[], first = atATime) {
  const [limit, setLimit] = useState(first);
  const more = items.length > limit ? () => setLimit(limit + atATime) : undefined;
  return { shown: items.slice(0, limit), more };
}

export function ShowMore({ more }: { more: (() => void) | undefined }) {
  return more ? <Button onClick={more}>{organizationTexts.members.showMore}</Button> : null;
}
