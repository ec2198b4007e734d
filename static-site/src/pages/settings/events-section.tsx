import type { Account, AccountLog } from '../../../../contract/api.ts';
import { listEvents } from '../../api/operations.ts';
import { EventFacts, EventPages } from '../../components/event-pages.tsx';
import { factorTitle } from '../../factor-title.ts';
import { programTitle } from '../../program-title.ts';
import { texts } from '../../texts/index.ts';

type AccountLogEntry = AccountLog['events'][number];

const words = texts.settings;

/** What happened to the account, newest first. */
export function EventsSection({ account }: { account: Account }) {
  return (
    <section class="card" aria-labelledby="events">
      <header>
        <h2 id="events">{words.events}</h2>
      </header>
      <EventPages
        words={{ intro: words.eventsIntro, none: words.noEvents, showMore: words.showMore }}
        load={listEvents}
        // Changes of the account are in the log.
        follows={[account]}
        row={eventRow}
      />
    </section>
  );
}

function eventRow({ at, kind, factor, key, organization, reason, browser, address }: AccountLogEntry) {
  // That entry already says what was used.
  const named = kind === 'recovery-code-used' ? undefined : factor;
  const about = [named && factorTitle(named), key?.name, organization?.name].filter(Boolean);
  const what = [texts.events[kind] ?? kind, ...about].join(': ');
  const by = [programTitle(browser), address].filter(Boolean).join(' · ');
  return <EventFacts at={at} what={reason ? `${what} (${reason})` : what} by={by} />;
}
