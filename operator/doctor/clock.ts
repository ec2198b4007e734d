import { type Judgement, ok, problem, unknown } from './finding.ts';

/** AWS refuses signatures that are 5 minutes off; codes that are made on this machine are wrong long before. */
const tolerableSkewMilliseconds = 30_000;

/** @param awsAt from AWS's Date header, cut to whole seconds. @param hereAt this machine's clock at that moment. */
export function judgeClock(awsAt: number | undefined, hereAt: number): Judgement {
  if (awsAt === undefined) return unknown('AWS told no time');
  const skewMilliseconds = hereAt - awsAt - 500;
  const seconds = Math.round(Math.abs(skewMilliseconds) / 1000);
  if (Math.abs(skewMilliseconds) <= tolerableSkewMilliseconds)
    return ok(seconds === 0 ? 'this machine agrees with AWS' : `this machine is ${seconds} s off`);
  return problem(
    `This machine is ${seconds} s ${skewMilliseconds > 0 ? 'ahead of' : 'behind'} AWS.`,
    'Set its clock by NTP. AWS refuses what is signed 5 minutes off, and authenticator codes made here are wrong.',
  );
}
