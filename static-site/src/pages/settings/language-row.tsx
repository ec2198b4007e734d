import { useState } from 'preact/hooks';
import type { Account } from '../../../../contract/api.ts';
import { chooseLanguage } from '../../api/operations.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { FormProblem } from '../../components/problem-message.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { withLanguageOf } from '../../session/account-language.ts';
import { accountChanged } from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import { useSubmission } from '../../submission.ts';
import { languageNames, texts } from '../../texts/index.ts';
import type { LanguageTag } from '../../texts/languages.ts';
import { ExpandableRow } from './expandable-row.tsx';

const words = texts.settings;

/** The language of the account. The page is loaded again in the one that was chosen. */
export function LanguageRow({ account }: { account: Account }) {
  const [open, setOpen] = useState(false);
  const submission = useSubmission();
  const toggle = (next: boolean) => {
    submission.show(undefined);
    setOpen(next);
  };
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const language = value('language');
    if (language !== '') await withStepUp(() => chooseLanguage(language as LanguageTag));
    toggle(false);
    const changed = await accountChanged();
    if (changed) withLanguageOf(changed);
  }
  const ofBrowser = account.language === null ? { '': words.languageOfBrowser } : {};
  return (
    <ExpandableRow
      label={words.language}
      title={words.language}
      value={languageNames[account.language ?? ''] ?? words.languageOfBrowser}
      open={open}
      onToggle={toggle}
    >
      <Form submission={submission} onSubmit={onSubmit}>
        <FormProblem problem={submission.problem} fields={[]} />
        <SelectField
          name="language"
          label={words.language}
          options={{ ...ofBrowser, ...languageNames }}
          initial={account.language ?? ''}
        />
        <p class="muted">{words.languageText}</p>
        <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.saving}>
          {words.save}
        </Button>
      </Form>
    </ExpandableRow>
  );
}
