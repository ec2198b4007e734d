/** Header names in lower case → values. CloudFront, the local run and the doctor all use this definition. */
export type SecurityHeaders = Readonly<Record<string, string>>;

const everywhere = {
  // Without includeSubDomains: what is below the host of the dashboard is somebody else's, and its cookies are for the host alone.
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), ' +
    'magnetometer=(), microphone=(), midi=(), payment=(), ' +
    'publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), usb=(), xr-spatial-tracking=()',
} as const satisfies SecurityHeaders;

/** For the pages and files of the site: no inline scripts or styles, nothing from other origins, no frames. */
export const siteHeaders = {
  ...everywhere,
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // The QR code of an authenticator is a data: image, which cannot run scripts.
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
} as const satisfies SecurityHeaders;

/** For responses of the API, which are never pages. */
export const apiHeaders = {
  ...everywhere,
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const satisfies SecurityHeaders;
