import type { ComponentChildren } from 'preact';

interface SectionProps {
  id: string;
  title: string;
  /** Beside the title. */
  aside?: ComponentChildren;
  children: ComponentChildren;
}

/** A titled part of the page of an organization. */
export function Section({ id, title, aside, children }: SectionProps) {
  return (
    <section class="card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
