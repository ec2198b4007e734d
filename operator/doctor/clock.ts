import { clockSkewSeconds, tolerableSkewSeconds } from '../../cli/clock-skew.ts';
import { type Judgement, ok, problem, unknown } from './finding.ts';

/** @param awsAt epoch milliseconds from AWS's `Date` header. @param hereAt this machine's clock at that moment. */
export function judgeClock(awsAt: number | undefined, hereAt: number): Judgement {
  if (awsAt === undefined) return unknown('AWS told no time');
  const skewSeconds = clockSkewSeconds(awsAt, hereAt);
  const seconds = Math.abs(skewSeconds);
  if (seconds <= tolerableSkewSeconds)
    return ok(seconds === 0 ? 'this machine agrees with AWS' : `this machine is ${seconds} s off`);
  return problem(
    `This machine is ${seconds} s ${skewSeconds > 0 ? 'ahead of' : 'behind'} AWS.`,
    'Set its clock by NTP. AWS refuses what is signed 5 minutes off, and authenticator codes made here are wrong.',
  );
}
