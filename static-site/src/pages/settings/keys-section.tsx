import { useEffect, useState } from 'preact/hooks';
import type { Account, SshKey } from '../../../../contract/api.ts';
import { addKey, listKeys, removeKey } from '../../api/operations.ts';
import { fieldProblem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Loading } from '../../components/page.tsx';
import { FormProblem, ProblemMessage } from '../../components/problem-message.tsx';
import { showBanner } from '../../router.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { formatMoment, texts } from '../../texts/index.ts';

const words = texts.settings;

/** The SSH keys that a command line can sign in with. They can be removed. */
export function KeysSection({ account }: { account: Account }) {
  const [keys, setKeys] = useState<readonly SshKey[]>();
  const loading = useSubmission();
  const load = () => loading.run(async () => setKeys(await listKeys()));
  useEffect(() => void load(), [account]);
  return (
    <section class="card" aria-labelledby="keys">
      <header>
        <h2 id="keys">{words.keys}</h2>
      </header>
      <div class="body">
        <p class="muted">{words.keysIntro}</p>
        <ProblemMessage problem={loading.problem} />
        {loading.problem && <Button onClick={() => void load()}>{texts.common.tryAgain}</Button>}
        {!keys && loading.busy && <Loading />}
        {keys?.length === 0 && <p>{words.noKeys}</p>}
      </div>
      {keys && keys.length > 0 && (
        <ul class="rows">
          {keys.map((key) => (
            <KeyRow key={key.fingerprint} sshKey={key} />
          ))}
        </ul>
      )}
      {keys && <AddKey />}
    </section>
  );
}

function AddKey() {
  const submission = useSubmission();
  const [open, setOpen] = useState(false);
  const { problem } = submission;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const [name, key] = [value('name'), value('key')];
    const slip = fieldProblem([
      name === '' && { pointer: '/name', detail: words.keyNameMissing },
      key === '' && { pointer: '/key', detail: words.publicKeyMissing },
    ]);
    if (slip) throw slip;
    await withStepUp(() => addKey(name, key));
    setOpen(false);
    showBanner({ tone: 'success', text: words.keyIsAdded(name) });
    await accountChanged();
  }
  if (!open) {
    return (
      <div class="body">
        <Button onClick={() => setOpen(true)}>{words.addKey}</Button>
      </div>
    );
  }
  return (
    <div class="body">
      <Form submission={submission} onSubmit={onSubmit}>
        <FormProblem problem={problem} fields={['/name', '/key']} />
        <Field
          name="name"
          label={words.keyName}
          hint={words.keyNameHint}
          autocomplete="off"
          autocapitalize="none"
          error={problem?.at('/name')}
          first
        />
        <Field
          name="key"
          label={words.publicKey}
          hint={words.publicKeyHint}
          autocomplete="off"
          autocapitalize="none"
          error={problem?.at('/key')}
        />
        <div class="actions">
          <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.addingKey}>
            {words.addKey}
          </Button>
          <Button onClick={() => setOpen(false)}>{texts.common.cancel}</Button>
        </div>
      </Form>
    </div>
  );
}

function KeyRow({ sshKey }: { sshKey: SshKey }) {
  const submission = useSubmission();
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    setAsking(false);
    await withStepUp(() => removeKey(sshKey.name));
    showBanner({ tone: 'success', text: words.keyRemoved });
    await accountChanged();
  };
  return (
    <li>
      <div class="facts">
        <p>
          <strong>{sshKey.name}</strong>
        </p>
        <p class="muted">{words.keyAdded(formatMoment(sshKey.createdAt))}</p>
        <p class="muted">{sshKey.fingerprint}</p>
        <ProblemMessage problem={submission.problem} />
      </div>
      <Button
        look="danger"
        busy={submission.busy}
        busyLabel={words.removingKey}
        onClick={() => setAsking(true)}
      >
        {words.removeKey}
        <span class="visually-hidden">{words.of(sshKey.name)}</span>
      </Button>
      {asking && (
        <ConfirmDialog
          title={words.removeKeyTitle(sshKey.name)}
          confirm={words.removeKeyConfirm}
          danger
          onConfirm={() => void submission.run(remove)}
          onClose={() => setAsking(false)}
        >
          <p>{words.removeKeyText}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
