import { useEffect, useState } from 'preact/hooks';
import type { SshKey } from '../../../../contract/api.ts';
import { listKeys } from '../../api/operations.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useSubmission } from '../../submission.ts';
import { texts } from '../../texts/index.ts';

const words = texts.settings;

interface KeptKeysProps {
  kept: readonly string[];
  onKept: (kept: readonly string[]) => void;
}

/** The choice of SSH keys that stay when the password changes; nothing if there are none. */
export function KeptKeys({ kept, onKept }: KeptKeysProps) {
  const [keys, setKeys] = useState<readonly SshKey[]>([]);
  const loading = useSubmission();
  useEffect(() => void loading.run(async () => setKeys(await listKeys())), []);
  if (loading.problem) return <ProblemMessage problem={loading.problem} />;
  if (keys.length === 0) return null;
  const choose = (name: string, isKept: boolean) =>
    onKept(isKept ? [...kept, name] : kept.filter((one) => one !== name));
  return (
    <fieldset class="choices">
      <legend>{words.keepKeys}</legend>
      <p class="muted">{words.keepKeysHint}</p>
      {keys.map(({ name, fingerprint }) => (
        <label key={fingerprint} class="choice">
          <input
            type="checkbox"
            checked={kept.includes(name)}
            onChange={({ currentTarget }) => choose(name, currentTarget.checked)}
          />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
