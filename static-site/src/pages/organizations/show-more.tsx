import { useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { organizationTexts } from '../../texts/organizations.ts';

/** As many rows as a browser renders at once, and a user can look through. */
const atATime = 100;

/** The first of many rows, and a button for more. */
export function useFirst<Item>(items: readonly Item[], first = atATime) {
  const [limit, setLimit] = useState(first);
  const more = items.length > limit ? () => setLimit(limit + atATime) : undefined;
  return { shown: items.slice(0, limit), more };
}

export function ShowMore({ more }: { more: (() => void) | undefined }) {
  return more ? <Button onClick={more}>{organizationTexts.members.showMore}</Button> : null;
}
