/** The pages of the dashboard that mails link to. A token is in the fragment, which no server is sent. */
export function pagesAt(origin: string) {
  return {
    signIn: `${origin}/account`,
    register: `${origin}/account/register`,
    settings: `${origin}/account/view`,
    activate: `${origin}/account/mfa/activate`,
    /** Where a reset link is asked for. */
    forgotPassword: `${origin}/account/reset`,
    resetPassword: (token: string) => `${origin}/account/reset#token=${token}`,
    undoActivation: (token: string) => `${origin}/account/mfa/undo#token=${token}`,
    cancelReset: (token: string) => `${origin}/account/mfa/cancel-reset#token=${token}`,
    verifyEmail: (registrationID: string) => `${origin}/account/verify?registration=${registrationID}`,
    organization: (id: string) => `${origin}/organizations/${id}`,
  } as const;
}

export type Pages = ReturnType<typeof pagesAt>;
