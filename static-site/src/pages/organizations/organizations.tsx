import type { Account } from '../../../../contract/api.ts';
import { BuildingIcon } from '../../components/icons.tsx';
import { Link } from '../../components/link.tsx';
import { Heading } from '../../components/page.tsx';
import { texts } from '../../texts/index.ts';
import { organizationTexts } from '../../texts/organizations.ts';

const words = organizationTexts.list;

/** `/organizations`: all organizations of the account. */
export function Organizations({ account: { organizations } }: { account: Account }) {
  return (
    <div class="wide">
      <section class="card">
        <header>
          <BuildingIcon />
          <Heading>{words.title}</Heading>
          <Link href="/organizations/new" class="button small">
            {texts.topBar.createOrganization}
          </Link>
        </header>
        {organizations.length === 0 ? (
          <div class="body">
            <p class="muted">{words.none}</p>
          </div>
        ) : (
          <ul class="rows">
            {organizations.map(({ id, name, role }) => (
              <li key={id}>
                <Link href={`/organizations/${encodeURIComponent(id)}`}>{name}</Link>
                <span class="muted">{texts.roles[role]}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
