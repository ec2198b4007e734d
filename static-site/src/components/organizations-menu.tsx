import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Membership } from '../../../contract/api.ts';
import { useEntry } from '../router.ts';
import { texts } from '../texts/index.ts';
import { BuildingIcon } from './icons.tsx';
import { Link } from './link.tsx';

/** `peek`: open by hover. `pinned`: by a click or a key, so it stays open when the pointer leaves. */
type Opening = 'closed' | 'peek' | 'pinned';

/** The organizations of the user, a disclosure that opens on hover, on a click, and on Enter, Space or Arrow Down. */
export function OrganizationsMenu({ organizations }: { organizations: readonly Membership[] }) {
  const [opening, setOpening] = useState<Opening>('closed');
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const open = opening !== 'closed';
  const entry = useEntry();
  useEffect(() => setOpening('closed'), [entry]);
  const peek = () => setOpening((now) => (now === 'closed' ? 'peek' : now));

  // A layout effect, so that Escape works as soon as the menu is visible.
  useLayoutEffect(() => {
    if (!open) return;
    const onPointerDown = (event: PointerEvent) => {
      if (!menu.current?.contains(event.target as Node)) setOpening('closed');
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      if (menu.current?.contains(document.activeElement)) button.current?.focus();
      setOpening('closed');
    };
    document.addEventListener('pointerdown', onPointerDown);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [open]);

  return (
    <div
      ref={menu}
      class="menu"
      onPointerEnter={(event) => event.pointerType === 'mouse' && peek()}
      onPointerLeave={() => setOpening((now) => (now === 'peek' ? 'closed' : now))}
      onFocusOut={(event) => {
        if (!menu.current?.contains(event.relatedTarget as Node | null)) setOpening('closed');
      }}
    >
      <button
        ref={button}
        type="button"
        class="button small"
        aria-expanded={open}
        aria-controls="organizations-menu"
        onClick={() => setOpening((now) => (now === 'pinned' ? 'closed' : 'pinned'))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpening('pinned');
        }}
      >
        <BuildingIcon />
        <span>{texts.topBar.organizations}</span>
      </button>
      <div id="organizations-menu" class="menu-list" hidden={!open}>
        <div>
          {organizations.length === 0 && <p>{texts.topBar.noOrganizations}</p>}
          <ul>
            {organizations.map(({ id, name }) => (
              <li key={id}>
                <Link href={`/organizations/${encodeURIComponent(id)}`}>{name}</Link>
              </li>
            ))}
            <li class="more">
              <Link href="/organizations">{texts.topBar.allOrganizations}</Link>
              <Link href="/organizations/new">{texts.topBar.createOrganization}</Link>
            </li>
          </ul>
        </div>
      </div>
    </div>
  );
}
