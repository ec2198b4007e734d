import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import type { Mail } from '../../core/mail/compose.ts';
import { type Host, setting } from '../host.ts';
import { clientOptions } from './client-options.ts';
import { metrics } from './metrics.ts';
import { senderMailbox } from './sender-mailbox.ts';

export interface Mailer {
  readonly send: (mail: Mail) => Promise<void>;
}

/** Sends mails through SES as structured content: SES writes the headers, so no text can add one. */
export function mailer(host: Host, client = new SESClient(clientOptions(host))): Mailer {
  const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' });
  return {
    send: async ({ to, subject, text, html, holdsCode }) => {
      const support = host.environment['SUPPORT_ADDRESS'];
      const command = new SendEmailCommand({
        Source: senderMailbox(setting(host, 'BRAND_NAME'), setting(host, 'SENDER')),
        ...(support && { ReplyToAddresses: [support] }),
        ConfigurationSetName: setting(host, 'CONFIGURATION_SET'),
        Destination: { ToAddresses: [to] },
        Message: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } },
      });
      try {
        await client.send(command);
      } catch (error) {
        metrics(host).count(['MailFailures']);
        throw error;
      }
      metrics(host).count(holdsCode ? ['MailsSent', 'CodesSent'] : ['MailsSent']);
    },
  };
}
