import type { MethodType } from '../api/types.ts';
import { EnvelopeIcon, PhoneIcon } from './icons.tsx';

const icons: Readonly<Record<MethodType, typeof PhoneIcon>> = {
  authenticator: PhoneIcon,
  email: EnvelopeIcon,
};

export function MethodIcon({ type }: { type: MethodType }) {
  const Icon = icons[type];
  return <Icon />;
}
