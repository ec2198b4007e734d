import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { texts } from '../texts/index.ts';
import { useFirstFocus } from './first-focus.ts';

export interface FieldProps {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password' | 'search' | 'date';
  autocomplete: string;
  hint?: string | undefined;
  /** The id of another text that describes it. */
  describedBy?: string | undefined;
  error?: ComponentChildren;
  initial?: string | undefined;
  placeholder?: string;
  /** Whether it gets the focus when it appears. */
  first?: boolean;
  readonly?: boolean;
  /** For dates. */
  min?: string;
  max?: string;
  inputmode?: 'numeric' | 'text' | 'email';
  class?: string;
  autocapitalize?: 'none' | 'characters';
  onInput?: (input: HTMLInputElement) => void;
}

/** A labelled input with a hint and an error. The browser keeps its value; forms read it when they are submitted. */
export function Field(props: FieldProps) {
  const { type = 'text', first = false } = props;
  const id = useId();
  const [shown, setShown] = useState(false);
  const input = useFirstFocus<HTMLInputElement>(first);
  const invalid = props.error !== undefined && props.error !== null && props.error !== false;
  const described = [invalid && `${id}-error`, props.describedBy, props.hint && `${id}-hint`]
    .filter(Boolean)
    .join(' ');
  const plain = type === 'password' || type === 'email' || props.autocapitalize !== undefined;
  return (
    <div class={invalid ? 'field invalid' : 'field'}>
      <label for={id}>{props.label}</label>
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <div class="input">
        <input
          id={id}
          ref={input}
          name={props.name}
          // The types accept only a single literal.
          type={(type === 'password' && shown ? 'text' : type) as 'text'}
          class={props.class}
          autocomplete={props.autocomplete}
          inputMode={props.inputmode}
          defaultValue={props.initial ?? ''}
          placeholder={props.placeholder}
          min={props.min}
          max={props.max}
          readOnly={props.readonly}
          autocapitalize={plain ? (props.autocapitalize ?? 'none') : undefined}
          autocorrect={plain ? 'off' : undefined}
          spellcheck={plain || props.inputmode === 'numeric' ? false : undefined}
          aria-invalid={invalid ? 'true' : undefined}
          aria-describedby={described || undefined}
          data-first={first ? '' : undefined}
          onInput={(event) => props.onInput?.(event.currentTarget)}
        />
        {type === 'password' && (
          <button
            type="button"
            class="reveal"
            aria-label={shown ? texts.common.hidePassword : texts.common.showPassword}
            onClick={() => setShown(!shown)}
          >
            {shown ? texts.common.hide : texts.common.show}
          </button>
        )}
      </div>
      <div role="alert">
        {invalid && (
          <p class="error" id={`${id}-error`}>
            {props.error}
          </p>
        )}
      </div>
    </div>
  );
}
