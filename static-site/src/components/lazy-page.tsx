import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { Card, Loading } from './page.tsx';

type Loaded<Module> = { module: Module } | 'failed' | undefined;

interface LazyPageProps<Module> {
  load: () => Promise<Module>;
  children: (module: Module) => ComponentChildren;
}

/** A page whose code is loaded when it is first opened. */
export function LazyPage<Module>({ load, children }: LazyPageProps<Module>) {
  const [loaded, setLoaded] = useState<Loaded<Module>>();
  useEffect(() => {
    load().then(
      (module) => setLoaded({ module }),
      () => setLoaded('failed'),
    );
  }, []);
  if (loaded === undefined) return <Loading />;
  if (loaded !== 'failed') return <>{children(loaded.module)}</>;
  return (
    <Card title={texts.pageFailed.title}>
      <p role="alert">{texts.pageFailed.text}</p>
      <Button look="primary" onClick={() => window.location.reload()}>
        {texts.crash.reload}
      </Button>
    </Card>
  );
}
