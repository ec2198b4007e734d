import type { OrganizationLog } from '../../../../contract/api.ts';
import { listOrganizationEvents } from '../../api/organizations.ts';
import { EventFacts, EventPages } from '../../components/event-pages.tsx';
import { programTitle } from '../../program-title.ts';
import { formatList, formatMoment, texts } from '../../texts/index.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import type { OrganizationView } from './organization-view.ts';
import { Section } from './section.tsx';

type OrganizationLogEntry = OrganizationLog['events'][number];

const words = organizationTexts.events;

/** What happened in the organization, newest first. */
export function EventsSection({ view }: { view: OrganizationView }) {
  const { organization, revision, logRevision } = view;
  return (
    <Section id="events" title={words.title}>
      <EventPages
        words={words}
        load={(cursor) => listOrganizationEvents(organization.id, cursor)}
        follows={[organization.id, revision, logRevision]}
        row={eventRow}
      />
    </Section>
  );
}

const called = (person: { name?: string; email: string } | undefined): string =>
  person ? person.name || person.email : '';

function eventRow(event: OrganizationLogEntry) {
  const { actor, member, role, name = '', accept = [], deadline } = event;
  const about = {
    member: called(member),
    role: role ? texts.roles[role] : '',
    name,
    methods: formatList(accept.map((type) => texts.methods[type])),
    deadline: deadline ? formatMoment(deadline) : '',
  };
  const by = called(actor);
  const what = words.kinds[event.kind]?.(about) ?? event.kind;
  const source = [by && words.by(by), programTitle(event.browser), event.address].filter(Boolean).join(' · ');
  return <EventFacts at={event.at} what={what} by={source} />;
}
