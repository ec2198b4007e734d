import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { CrossIcon } from './icons.tsx';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A native modal dialog. It keeps the focus, and Escape and its cross close it. Its actions stay in view while it scrolls. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const close = useRef(onClose);
  close.current = onClose;
  // A layout effect, because it ends while the dialog is still in the page and can return the focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const onClosed = () => close.current();
    element.addEventListener('close', onClosed);
    element.showModal();
    (
      element.querySelector<HTMLElement>('[data-first]') ??
      element.querySelector<HTMLElement>('.dialog-body button')
    )?.focus();
    return () => {
      element.removeEventListener('close', onClosed);
      element.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-title">
        <h2 id={id}>{title}</h2>
        <button type="button" class="dismiss" aria-label={texts.common.close} onClick={onClose}>
          <CrossIcon />
        </button>
      </div>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  confirm: string;
  /** The label of the button that closes it. */
  cancel?: string;
  /** Whether what it confirms loses something. The focus is then not on the button that does it. */
  danger?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** Asks for confirmation. */
export function ConfirmDialog({
  title,
  confirm,
  cancel = texts.common.cancel,
  danger = false,
  onConfirm,
  onClose,
  children,
}: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <div class="actions">
        <Button look={danger ? 'danger' : 'primary'} first={!danger} onClick={onConfirm}>
          {confirm}
        </Button>
        <Button first={danger} onClick={onClose}>
          {cancel}
        </Button>
      </div>
    </Dialog>
  );
}
