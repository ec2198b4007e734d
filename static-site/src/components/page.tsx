import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { hasNavigated } from '../router.ts';
import { texts } from '../texts/index.ts';

/** The heading of a page or of a part of a flow. It names the tab, and takes the focus if no field does. */
export function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = `${children} – ${__BRAND_NAME__}`;
    if (hasNavigated() && !document.querySelector('main [data-first]')) heading.current?.focus();
  }, [children]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

interface CardProps {
  title: string;
  icon?: ComponentChildren;
  children: ComponentChildren;
}

/** One task: its heading, and what to do. */
export function Card({ title, icon, children }: CardProps) {
  return (
    <section class="card">
      <header>
        {icon}
        <Heading>{title}</Heading>
      </header>
      <div class="body">{children}</div>
    </section>
  );
}

/** Shown instead of a page while waiting for the server, if that takes long. */
export function Loading({ label = texts.common.loading }: { label?: string }) {
  return (
    <p class="loading" role="status">
      <span class="spinner" aria-hidden="true" />
      {label}
    </p>
  );
}
