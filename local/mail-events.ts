import { randomUUID } from 'node:crypto';
import { localAccount, localArn } from './emulators/authorize.ts';

/** A mail that bounced, was reported as spam, or is delayed. */
export interface ReportedMail {
  readonly recipient: string;
  readonly configurationSet: string;
  readonly at: Date;
}

function event(detailType: string, { recipient, configurationSet, at }: ReportedMail, detail: object) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source: 'aws.ses',
    account: localAccount.accountID,
    time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: localAccount.region,
    resources: [localArn('ses', `configuration-set/${configurationSet}`)],
    detail: {
      mail: {
        timestamp: at.toISOString(),
        messageId: randomUUID(),
        destination: [recipient],
        tags: { 'ses:configuration-set': [configurationSet] },
      },
      ...detail,
    },
  };
}

/** The event of SES for a bounce, as EventBridge delivers it. */
export function bounceEvent(mail: ReportedMail, bounceType: 'Permanent' | 'Transient' = 'Permanent') {
  return event('Email Bounced', mail, {
    eventType: 'Bounce',
    bounce: {
      bounceType,
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: mail.recipient, action: 'failed', status: '5.1.1' }],
      timestamp: mail.at.toISOString(),
    },
  });
}

export function complaintEvent(mail: ReportedMail) {
  return event('Email Complaint Received', mail, {
    eventType: 'Complaint',
    complaint: {
      complainedRecipients: [{ emailAddress: mail.recipient }],
      complaintFeedbackType: 'abuse',
      timestamp: mail.at.toISOString(),
    },
  });
}

export function delayEvent(mail: ReportedMail) {
  return event('Email Delivery Delayed', mail, {
    eventType: 'DeliveryDelay',
    deliveryDelay: { delayType: 'MailboxFull', delayedRecipients: [{ emailAddress: mail.recipient }] },
  });
}

/** The event for mail to SES's mailbox simulator, as on AWS; the address may have a label (`bounce+name@…`). */
export function simulatedEvent(mail: ReportedMail): object | undefined {
  const [, kind] = /^(bounce|complaint)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(mail.recipient) ?? [];
  if (kind === undefined) return undefined;
  return kind.toLowerCase() === 'bounce' ? bounceEvent(mail) : complaintEvent(mail);
}
