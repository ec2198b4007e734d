/** SES's events as EventBridge hands them over, with what is told of a mail by the SES developer guide. */

function mailEvent(detailType: string, address: string, detail: object) {
  return {
    version: '0',
    id: '12a18625-3328-fafd-2aa5-0a5f3a4f9e2d',
    'detail-type': detailType,
    source: 'aws.ses',
    account: '000000000000',
    time: '2026-11-24T12:00:00Z',
    region: 'us-east-1',
    resources: ['arn:aws:ses:us-east-1:000000000000:configuration-set/test'],
    detail: {
      mail: {
        timestamp: '2026-11-24T11:59:58.000Z',
        source: 'no-reply@example.com',
        messageId: '0100017f-0000',
        destination: [address],
        headersTruncated: false,
        headers: [{ name: 'Subject', value: 'Your one-time password: 123456' }],
        tags: { 'ses:configuration-set': ['test'] },
      },
      ...detail,
    },
  };
}

export function bounceOf(address: string, bounceType: 'Permanent' | 'Transient' = 'Permanent') {
  return mailEvent('Email Bounced', address, {
    eventType: 'Bounce',
    bounce: {
      bounceType,
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: address, action: 'failed', status: '5.1.1' }],
      timestamp: '2026-11-24T12:00:00.000Z',
    },
  });
}

export function complaintOf(address: string) {
  return mailEvent('Email Complaint Received', address, {
    eventType: 'Complaint',
    complaint: {
      complainedRecipients: [{ emailAddress: address }],
      complaintFeedbackType: 'abuse',
      timestamp: '2026-11-24T12:00:00.000Z',
    },
  });
}

export function delayOf(address: string) {
  return mailEvent('Email Delivery Delayed', address, {
    eventType: 'DeliveryDelay',
    deliveryDelay: { delayType: 'MailboxFull', delayedRecipients: [{ emailAddress: address }] },
  });
}
