/** What identifies an invocation of a function in the log. */
export interface Invocation {
  /** Lambda's id of the invocation, which its reports and X-Ray contain too. */
  readonly requestID: string;
  /** Whether it is the first one since the function was loaded. */
  readonly isColdStart: boolean;
}

/** The part of Lambda's context that identifies an invocation. */
export interface LambdaRequest {
  readonly awsRequestId: string;
}

/** Identifies the invocations of one function, which is loaded when this is called. */
export function trackInvocations(): (context: LambdaRequest) => Invocation {
  let isColdStart = true;
  return ({ awsRequestId }) => {
    const invocation = { requestID: awsRequestId, isColdStart };
    isColdStart = false;
    return invocation;
  };
}
