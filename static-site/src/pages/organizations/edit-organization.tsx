import { useState } from 'preact/hooks';
import type { Account } from '../../../../contract/api.ts';
import { readOrganization } from '../../api/organizations.ts';
import { BuildingIcon, PencilIcon } from '../../components/icons.tsx';
import { LeaveOrganization } from '../../components/leave-organization.tsx';
import { Link } from '../../components/link.tsx';
import { useNearbyFocus } from '../../components/nearby-focus.ts';
import { Card, Heading } from '../../components/page.tsx';
import { organizationTexts } from '../../texts/organizations.ts';
import { DeleteOrganization } from './delete-organization.tsx';
import { EnvironmentsSection } from './environments-section.tsx';
import { EventsSection } from './events-section.tsx';
import { InvitationsSection } from './invitations-section.tsx';
import { LoadState, useLoaded } from './loaded.tsx';
import { MembersSection } from './members-section.tsx';
import { MfaPanel } from './mfa-panel.tsx';
import { NameForm } from './name-form.tsx';
import type { OrganizationView } from './organization-view.ts';
import { Section } from './section.tsx';

const words = organizationTexts.edit;

/** `/organizations/{id}`: for owners with everything that they can change, for members with what they may see. */
export function EditOrganization({ account, id }: { account: Account; id: string }) {
  const loaded = useLoaded(() => readOrganization(id), [id, account]);
  const { value: organization } = loaded;
  const [logRevision, setLogRevision] = useState(0);
  useNearbyFocus(organization);
  // Also if the user was removed from it while the page was open.
  if (loaded.problem?.is('not-found')) return <Gone />;
  if (!organization) {
    return (
      <div class="wide">
        <LoadState loaded={loaded} />
      </div>
    );
  }
  const logged = () => setLogRevision((count) => count + 1);
  const view = { organization, account, revision: organization, logged, logRevision };
  return (
    <div class="wide">
      {organization.role === 'owner' ? <ForOwners view={view} /> : <ForMembers view={view} />}
    </div>
  );
}

function ForOwners({ view }: { view: OrganizationView }) {
  return (
    <>
      <section class="card">
        <header>
          <PencilIcon />
          <Heading>{words.title}</Heading>
        </header>
        <div class="body">
          <NameForm view={view} />
          <MfaPanel view={view} />
        </div>
      </section>
      <MembersSection view={view} />
      <InvitationsSection view={view} />
      <EnvironmentsSection view={view} />
      <EventsSection view={view} />
      <Leave view={view} />
      <DeleteOrganization view={view} />
    </>
  );
}

function ForMembers({ view }: { view: OrganizationView }) {
  const { organization } = view;
  return (
    <>
      <section class="card">
        <header>
          <BuildingIcon />
          <Heading>{organization.name}</Heading>
        </header>
        <div class="body">
          <p>{words.yourRole(organization.role)}</p>
          <MfaPanel view={view} />
        </div>
      </section>
      <MembersSection view={view} />
      <EnvironmentsSection view={view} />
      <Leave view={view} />
    </>
  );
}

function Leave({ view: { organization } }: { view: OrganizationView }) {
  return (
    <Section id="leave" title={organizationTexts.leave.title}>
      <div class="body">
        <LeaveOrganization organization={organization} goOn="/organizations" />
      </div>
    </Section>
  );
}

function Gone() {
  return (
    <Card title={words.gone}>
      <p>{words.goneText}</p>
      <div class="actions">
        <Link href="/organizations" class="button primary">
          {organizationTexts.list.title}
        </Link>
      </div>
    </Card>
  );
}
