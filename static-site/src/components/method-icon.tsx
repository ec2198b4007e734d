import type { FactorType } from '../../../contract/api.ts';
import { EnvelopeIcon, KeyIcon, PhoneIcon } from './icons.tsx';

const icons: Readonly<Record<FactorType, typeof PhoneIcon>> = {
  authenticator: PhoneIcon,
  email: EnvelopeIcon,
  passkey: KeyIcon,
};

export function MethodIcon({ type }: { type: FactorType }) {
  const Icon = icons[type];
  return <Icon />;
}
