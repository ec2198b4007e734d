import type { RequirementPreview } from '../../../../contract/api.ts';
import { formatList, texts } from '../../texts/index.ts';
import { organizationTexts } from '../../texts/organizations.ts';
import { ShowMore, useFirst } from './show-more.tsx';

const words = organizationTexts.require;

export function StoppedMembers({ members }: { members: RequirementPreview['stopped'] }) {
  const { shown, more } = useFirst(members, 5);
  return (
    <div class="stopped-members">
      <ul aria-label={words.stoppedList}>
        {shown.map(({ id, name, email, methods }) => (
          <li key={id}>
            {name || email} {name && <span class="address">{email}</span>}{' '}
            <span class="address">
              {methods.length === 0
                ? words.hasNone
                : words.has(formatList(methods.map((type) => texts.methods[type])))}
            </span>
          </li>
        ))}
      </ul>
      <ShowMore more={more} />
    </div>
  );
}
