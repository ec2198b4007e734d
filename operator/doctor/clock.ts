import { clockSkewSeconds, tolerableSkewSeconds } from '../../cli/clock-skew.ts';
import type { ClockReading } from '../aws/clients.ts';
import { type Judgement, ok, problem, unknown } from './finding.ts';

export function judgeClock({ awsAt, hereAt }: ClockReading): Judgement {
  if (awsAt === undefined) return unknown('The answer of AWS had no date.');
  const skewSeconds = clockSkewSeconds(awsAt, hereAt);
  const seconds = Math.abs(skewSeconds);
  if (seconds <= tolerableSkewSeconds)
    return ok(seconds === 0 ? 'this machine agrees with AWS' : `this machine is ${seconds} s off`);
  return problem(
    `The clock of this machine is ${seconds} s ${skewSeconds > 0 ? 'ahead of' : 'behind'} AWS.`,
    'Synchronize it with NTP. AWS rejects signatures that are 5 minutes off, and authenticator codes made on this machine are wrong.',
  );
}
