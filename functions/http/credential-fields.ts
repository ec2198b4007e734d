import * as z from 'zod/mini';
import { because, text } from './fields.ts';

/*
 * What passkeys answer in request bodies. It is a file of its own, because making these schemas takes time in the cold start of every
 * function that contains them, and few do.
 */

const base64url = (maximum: number) =>
  text(maximum).check(
    z.regex(/^[A-Za-z0-9_-]+$/, because('field-not-encoded')),
    z.meta({ maxLength: maximum }),
  );
const credentialID = base64url(1400);
const clientDataJSON = base64url(8000);
const credential = <Response extends z.ZodMiniType>(response: Response) =>
  z.object({
    id: credentialID,
    rawId: credentialID,
    type: z.literal('public-key', because('field-invalid')),
    response,
  });

/** What `toJSON()` of a PublicKeyCredential gives, after a passkey signed a challenge. */
export const assertedCredential = credential(
  z.object({
    clientDataJSON,
    authenticatorData: base64url(8000),
    signature: base64url(8000),
    userHandle: z.optional(z.nullable(base64url(100))),
  }),
);
/** The same after a passkey was created. */
export const createdCredential = credential(
  z.object({
    clientDataJSON,
    attestationObject: base64url(40_000),
    transports: z.optional(
      z.array(text(30), because('field-not-list')).check(z.maxLength(10, because('field-invalid'))),
    ),
  }),
);
