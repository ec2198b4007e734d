import { bounceEvent, complaintEvent, delayEvent, type ReportedMail } from '../../local/mail-events.ts';

const mailTo = (recipient: string): ReportedMail => ({
  recipient,
  configurationSet: 'test',
  at: new Date(Date.UTC(2026, 10, 24, 12)),
});

export const bounceOf = (address: string, type: 'Permanent' | 'Transient' = 'Permanent') =>
  bounceEvent(mailTo(address), type);
export const complaintOf = (address: string) => complaintEvent(mailTo(address));
export const delayOf = (address: string) => delayEvent(mailTo(address));
