import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const PhoneIcon = () => (
  <Icon>
    <rect x="7" y="2.5" width="10" height="19" rx="2" />
    <path d="M11 18.5h2" />
  </Icon>
);
export const EnvelopeIcon = () => (
  <Icon>
    <rect x="3" y="5" width="18" height="14" rx="2" />
    <path d="M3.5 7l8.5 6 8.5-6" />
  </Icon>
);
export const ShieldIcon = () => (
  <Icon>
    <path d="M12 3l7.5 2.8v5.7c0 4.8-3.2 8-7.5 9.5-4.3-1.5-7.5-4.7-7.5-9.5V5.8z" />
    <path d="M8.8 12l2.3 2.3 4.2-4.6" />
  </Icon>
);
export const BuildingIcon = () => (
  <Icon>
    <path d="M4 21V4.5A1.5 1.5 0 0 1 5.5 3h7A1.5 1.5 0 0 1 14 4.5V21M14 10h4.5A1.5 1.5 0 0 1 20 11.5V21M2.5 21h19" />
    <path d="M7.5 7.5h3M7.5 11.5h3M7.5 15.5h3" />
  </Icon>
);
export const CrossIcon = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
);
export const ArrowIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M10.5 8l4 4-4 4" />
  </Icon>
);
export const PencilIcon = () => (
  <Icon>
    <path d="M4 20l1-4.5L16.5 4a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.5 19z" />
    <path d="M14.5 6l3.5 3.5" />
  </Icon>
);
export const LockIcon = () => (
  <Icon>
    <rect x="5" y="10.5" width="14" height="10" rx="2" />
    <path d="M8 10.5V7.5a4 4 0 0 1 8 0v3" />
  </Icon>
);
export const KeyIcon = () => (
  <Icon>
    <circle cx="8" cy="8.5" r="4.5" />
    <path d="M11.2 11.7L20 20.5M16.5 17l2.3-2.3M13.8 14.3l1.8-1.8" />
  </Icon>
);
