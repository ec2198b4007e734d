/** The pages of the dashboard that mails link to. Tokens are in the fragment, which browsers do not send to a server. */
export function pagesAt(origin: string) {
  return {
    signIn: `${origin}/account`,
    register: `${origin}/account/register`,
    settings: `${origin}/account/view`,
    activate: `${origin}/account/mfa/activate`,
    /** The form that requests a reset link. */
    forgotPassword: `${origin}/account/reset`,
    resetPassword: (token: string) => `${origin}/account/reset#token=${token}`,
    undoActivation: (token: string) => `${origin}/account/mfa/undo#token=${token}`,
    cancelReset: (token: string) => `${origin}/account/mfa/cancel-reset#token=${token}`,
    verifyEmail: (registrationID: string, token: string) =>
      `${origin}/account/verify?registration=${registrationID}#token=${token}`,
    organization: (id: string) => `${origin}/organizations/${id}`,
  } as const;
}

export type Pages = ReturnType<typeof pagesAt>;
