import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface SelectFieldProps {
  name: string;
  label: string;
  /** The labels of the options, by value. The first is selected initially, unless `initial` says otherwise. */
  options: Readonly<Record<string, string>>;
  initial?: string;
  error?: ComponentChildren;
  onChange?: (value: string) => void;
}

/** A labelled native select element. */
export function SelectField({ name, label, options, initial, error, onChange }: SelectFieldProps) {
  const id = useId();
  return (
    <div class={error ? 'field invalid' : 'field'}>
      <label for={id}>{label}</label>
      <div class="input">
        <select
          id={id}
          name={name}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={({ currentTarget }) => onChange?.(currentTarget.value)}
        >
          {Object.entries(options).map(([value, text]) => (
            <option key={value} value={value} selected={value === initial}>
              {text}
            </option>
          ))}
        </select>
      </div>
      <div role="alert">
        {error && (
          <p class="error" id={`${id}-error`}>
            {error}
          </p>
        )}
      </div>
    </div>
  );
}
