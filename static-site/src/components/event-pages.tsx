import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useSubmission } from '../submission.ts';
import { formatMoment, texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { Loading } from './page.tsx';
import { ProblemMessage } from './problem-message.tsx';

interface Pages<Event> {
  readonly events: readonly Event[];
  readonly next?: string;
}

interface EventPagesProps<Event> {
  readonly words: { readonly intro: string; readonly none: string; readonly showMore: string };
  readonly load: (cursor?: string) => Promise<Pages<Event>>;
  /** The list is read again when one of these changes. */
  readonly follows: readonly unknown[];
  readonly row: (event: Event) => ComponentChildren;
}

/** A log, newest first, page by page. */
export function EventPages<Event extends { id: string }>(props: EventPagesProps<Event>) {
  const { words, follows } = props;
  const [page, setPage] = useState<Pages<Event>>();
  const submission = useSubmission();
  const load = (cursor?: string) =>
    submission.run(async () => {
      const next = await props.load(cursor);
      const before = cursor === undefined ? [] : (page?.events ?? []);
      setPage({ ...next, events: [...before, ...next.events] });
    });
  useEffect(() => void load(), [...follows]);
  return (
    <>
      <div class="body">
        <p class="muted">{words.intro}</p>
        <ProblemMessage problem={submission.problem} />
        {!page && submission.busy && <Loading />}
        {page?.events.length === 0 && <p>{words.none}</p>}
      </div>
      {page && page.events.length > 0 && (
        <ol class="rows">
          {page.events.map((event) => (
            <li key={event.id}>{props.row(event)}</li>
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
    </>
  );
}

/** What happened, who or what did it, and when. */
export function EventFacts({ at, what, by }: { at: string; what: ComponentChildren; by: string }) {
  return (
    <>
      <div class="facts">
        <p>{what}</p>
        <p class="muted">{by}</p>
      </div>
      <time class="muted" dateTime={at}>
        {formatMoment(at)}
      </time>
    </>
  );
}
