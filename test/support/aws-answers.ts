import { accessKeyOf, listen, readBody } from '../../local/emulators/http.ts';

/** An answer of AWS, in the form that its API reference shows. */
export interface AwsAnswerText {
  readonly status?: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call that was answered. */
export interface AwsCall {
  /** `DescribeStacks`, `AmazonSSM.GetParameter`, or method and path. */
  readonly name: string;
  readonly accessKeyID: string | undefined;
  readonly body: string;
}

/**
 * Answers as AWS does, by the name of the call or by method and path, with `DescribeStacks` also by the name of the stack.
 * Several answers are given one after the other, the last one from then on.
 */
export async function startAnswers(answers: Record<string, AwsAnswerText | readonly AwsAnswerText[]>) {
  const calls: AwsCall[] = [];
  const listener = await listen(async (request, response) => {
    const body = (await readBody(request, 100_000)).toString();
    const parameters = new URLSearchParams(body);
    const name = String(
      request.headers['x-amz-target'] ?? parameters.get('Action') ?? `${request.method} ${request.url}`,
    );
    const stack = parameters.get('StackName');
    const found = answers[stack ? `${name} ${stack}` : name] ?? answers[name];
    const earlier = calls.filter((call) => call.name === name).length;
    calls.push({ name, accessKeyID: accessKeyOf(request), body });
    const answer = Array.isArray(found) ? found[Math.min(earlier, found.length - 1)] : found;
    const given: AwsAnswerText = answer ?? {
      status: 501,
      text: JSON.stringify({ message: `${name} is not offered here` }),
      headers: { 'x-amzn-errortype': 'NotImplemented' },
    };
    response.writeHead(given.status ?? 200, given.headers);
    response.end(given.text);
  });
  return { endpoint: listener.endpoint, calls, close: () => listener.close() };
}

export const json = (value: unknown): AwsAnswerText => ({ text: JSON.stringify(value) });

export const jsonError = (status: number, name: string, message: string): AwsAnswerText => ({
  status,
  text: JSON.stringify({ message }),
  headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/coral/` },
});

export const xmlError = (status: number, name: string, message: string): AwsAnswerText => ({
  status,
  text: `<ErrorResponse xmlns="http://aws.amazon.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});

export const stackOf = (name: string, status: string): AwsAnswerText => ({
  text: `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>${name}</StackName><StackStatus>${status}</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
});

export const identityOf = (arn: string): AwsAnswerText => ({
  text: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
});
