import { listen, readBody } from '../../local/emulators/http.ts';

/** An answer of AWS, in the form that its API reference shows. */
export interface AwsAnswerText {
  readonly status?: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers as AWS does, by the name of the call (`DescribeStacks`, `AmazonSSM.GetParameter`) or by method and path. */
export async function startAnswers(answers: Record<string, AwsAnswerText>) {
  const listener = await listen(async (request, response) => {
    const body = new URLSearchParams((await readBody(request, 100_000)).toString());
    const name = request.headers['x-amz-target'] ?? body.get('Action') ?? `${request.method} ${request.url}`;
    const stack = body.get('StackName');
    const answer = answers[stack ? `${name} ${stack}` : String(name)] ?? answers[String(name)];
    const given = answer ?? {
      status: 501,
      text: JSON.stringify({ message: `${name} is not offered here` }),
      headers: { 'x-amzn-errortype': 'NotImplemented' },
    };
    response.writeHead(given.status ?? 200, given.headers);
    response.end(given.text);
  });
  return { endpoint: listener.endpoint, close: () => listener.close() };
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
