import { useEffect, useState } from 'preact/hooks';
import {
  listOrganizationEvents,
  type OrganizationEvent,
  type OrganizationEventPage,
} from '../../api/organizations.ts';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/page.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useSubmission } from '../../submission.ts';
import { formatList, formatMoment, texts } from '../../texts/index.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import type { OrganizationView } from './edit-organization.tsx';
import { Section } from './section.tsx';

const words = organizationTexts.events;

/** What happened in the organization, newest first. */
export function EventsSection({ view }: { view: OrganizationView }) {
  const { organization, revision, logRevision } = view;
  const [page, setPage] = useState<OrganizationEventPage>();
  const submission = useSubmission();
  const load = (cursor?: string) =>
    submission.run(async () => {
      const next = await listOrganizationEvents(organization.id, cursor);
      const before = cursor === undefined ? [] : (page?.events ?? []);
      setPage({ ...next, events: [...before, ...next.events] });
    });
  useEffect(() => void load(), [organization.id, revision, logRevision]);
  return (
    <Section id="events" title={words.title}>
      <div class="body">
        <p class="muted">{words.intro}</p>
        <ProblemMessage problem={submission.problem} />
        {!page && submission.busy && <Loading />}
        {page?.events.length === 0 && <p>{words.none}</p>}
      </div>
      {page && page.events.length > 0 && (
        <ol class="rows">
          {page.events.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </ol>
      )}
      {(page?.next || submission.problem) && (
        <div class="body">
          <Button
            busy={submission.busy}
            busyLabel={texts.common.loading}
            onClick={() => void load(page?.next)}
          >
            {submission.problem ? texts.common.tryAgain : words.showMore}
          </Button>
        </div>
      )}
    </Section>
  );
}

const called = (person: { name?: string; email: string } | undefined): string =>
  person ? person.name || person.email : '';

function EventRow({ event }: { event: OrganizationEvent }) {
  const { actor, member, role, name = '', accept = [], deadline } = event;
  const about = {
    member: called(member),
    role: role ? texts.roles[role] : '',
    name,
    methods: formatList(accept.map((type) => texts.methods[type])),
    deadline: deadline ? formatMoment(deadline) : '',
  };
  const by = called(actor);
  return (
    <li>
      <div class="facts">
        <p>{words.kinds[event.kind]?.(about) ?? event.kind}</p>
        <p class="muted">{[by && words.by(by), event.browser, event.address].filter(Boolean).join(' · ')}</p>
      </div>
      <time class="muted" dateTime={event.at}>
        {formatMoment(event.at)}
      </time>
    </li>
  );
}
