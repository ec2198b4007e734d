import type { Circumstances } from '../kernel/circumstances.ts';
import type { Branding, Mail } from './compose.ts';
import type { Notice, Recipient } from './notice.ts';
import { noticeMail } from './texts/en/account.ts';
import { codeMail } from './texts/en/codes.ts';
import { operatorMail } from './texts/en/operator.ts';
import { organizationMail } from './texts/en/organization.ts';

/**
 * Writes the mail of a notice to one recipient.
 * @param to The recipient of the notice, or one of the owners that it is for.
 */
export function writeMail(
  branding: Branding,
  to: Recipient,
  notice: Notice,
  circumstances: Circumstances,
): Mail {
  switch (notice.audience) {
    case 'account':
      return noticeMail(branding, to.email, notice.message, circumstances);
    case 'member':
    case 'owners':
      return organizationMail(branding, to.email, notice.message, circumstances);
    case 'operator':
      return operatorMail(branding, to.email, notice.message, circumstances);
    case 'code':
      return codeMail(branding, to.email, notice.message, circumstances);
  }
}
