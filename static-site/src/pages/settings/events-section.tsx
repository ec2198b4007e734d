import { useEffect, useState } from 'preact/hooks';
import { listEvents } from '../../api/operations.ts';
import type { Account, EventPage, SecurityEvent } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/page.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { factorTitle } from '../../factor-title.ts';
import { useSubmission } from '../../submission.ts';
import { formatMoment, texts } from '../../texts/index.ts';

const words = texts.settings;

/** What happened to the account, newest first. */
export function EventsSection({ account }: { account: Account }) {
  const [page, setPage] = useState<EventPage>();
  const submission = useSubmission();
  const load = (cursor?: string) =>
    submission.run(async () => {
      const next = await listEvents(cursor);
      const before = cursor === undefined ? [] : (page?.events ?? []);
      setPage({ ...next, events: [...before, ...next.events] });
    });
  // What changes the account is an event.
  useEffect(() => void load(), [account]);
  return (
    <section class="card" aria-labelledby="events">
      <header>
        <h2 id="events">{words.events}</h2>
      </header>
      <div class="body">
        <p class="muted">{words.eventsIntro}</p>
        <ProblemMessage problem={submission.problem} />
        {!page && submission.busy && <Loading />}
        {page?.events.length === 0 && <p>{words.noEvents}</p>}
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
    </section>
  );
}

function EventRow({ event }: { event: SecurityEvent }) {
  return (
    <li>
      <div class="facts">
        <p>
          {texts.events[event.kind] ?? event.kind}
          {event.factor && `: ${factorTitle(event.factor)}`}
          {event.key && `: ${event.key.name}`}
          {event.organization && `: ${event.organization.name}`}
          {event.reason && ` (${event.reason})`}
        </p>
        <p class="muted">{[event.browser, event.address].filter(Boolean).join(' · ')}</p>
      </div>
      <time class="muted" dateTime={event.at}>
        {formatMoment(event.at)}
      </time>
    </li>
  );
}
