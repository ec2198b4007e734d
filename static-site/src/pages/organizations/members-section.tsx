import { useMemo, useState } from 'preact/hooks';
import { coverageFile, listMembers, readCoverage } from '../../api/organizations.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { saveFile } from '../../save-file.ts';
import { useSubmission } from '../../submission.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import { LoadState, useLoaded } from './loaded.tsx';
import { MemberRow } from './member-row.tsx';
import type { CoveredMember, OrganizationView } from './organization-view.ts';
import { Section } from './section.tsx';
import { ShowMore, useFirst } from './show-more.tsx';

const words = organizationTexts.members;

async function readMembers(orgID: string, isOwner: boolean): Promise<readonly CoveredMember[]> {
  if (!isOwner) return listMembers(orgID);
  const [members, coverage] = await Promise.all([listMembers(orgID), readCoverage(orgID)]);
  const covered = new Map(coverage.map((member) => [member.id, member]));
  return members.map((member) => ({ ...covered.get(member.id), ...member }));
}

const kinds: Readonly<Record<keyof typeof words.kinds, (member: CoveredMember) => boolean>> = {
  all: () => true,
  missing: ({ accepted }) => accepted === false,
  owners: ({ role }) => role === 'owner',
  resets: ({ resetRequest }) => resetRequest !== undefined,
};
type Kind = keyof typeof kinds;

/** Shorter lists need no filter. */
const filteredFrom = 8;

/** All members. Owners also see the state of their factors, and actions for each member. */
export function MembersSection({ view }: { view: OrganizationView }) {
  const { organization, revision } = view;
  const isOwner = organization.role === 'owner';
  const loaded = useLoaded(() => readMembers(organization.id, isOwner), [organization.id, isOwner, revision]);
  return (
    <Section id="members" title={words.title} aside={isOwner && <DownloadButton orgID={organization.id} />}>
      {(!loaded.value || loaded.problem) && (
        <div class="body">
          <LoadState loaded={loaded} />
        </div>
      )}
      {loaded.value && <MemberList members={loaded.value} view={view} />}
    </Section>
  );
}

function MemberList({ members, view }: { members: readonly CoveredMember[]; view: OrganizationView }) {
  const [wanted, setWanted] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const isOwner = view.organization.role === 'owner';
  const found = useMemo(() => {
    const text = wanted.trim().toLowerCase();
    return members.filter(
      (member) => kinds[kind](member) && `${member.name}\n${member.email}`.toLowerCase().includes(text),
    );
  }, [members, wanted, kind]);
  const { shown, more } = useFirst(found);
  const isFiltered = members.length >= filteredFrom || wanted !== '' || kind !== 'all';
  return (
    <>
      {isFiltered && (
        <div class="body filters">
          <Field
            name="filter"
            type="search"
            label={words.filter}
            placeholder={words.filterPlaceholder}
            autocomplete="off"
            onInput={({ value }) => setWanted(value)}
          />
          {isOwner && (
            <SelectField
              name="kind"
              label={words.show}
              options={words.kinds}
              onChange={(value) => setKind(value as Kind)}
            />
          )}
          <p class="muted" role="status">
            {found.length === 0 ? words.noneFound : words.shown(shown.length, found.length)}
          </p>
        </div>
      )}
      <ul class="rows">
        {shown.map((member) => (
          <MemberRow key={member.id} member={member} view={view} />
        ))}
      </ul>
      {more && (
        <div class="body">
          <ShowMore more={more} />
        </div>
      )}
    </>
  );
}

function DownloadButton({ orgID }: { orgID: string }) {
  const submission = useSubmission();
  // The byte order mark, by which Excel recognizes UTF-8.
  const download = async () => saveFile(`\uFEFF${await coverageFile(orgID)}`, words.fileName, 'text/csv');
  return (
    <div class="aside">
      <ProblemMessage problem={submission.problem} />
      <Button
        look="small"
        busy={submission.busy}
        busyLabel={words.downloading}
        onClick={() => void submission.run(download)}
      >
        {words.download}
      </Button>
    </div>
  );
}
