/** What the code of a registration is bound to. */
export function codeBinding(registration: { readonly id: string; readonly email: string }) {
  return { purpose: 'registration', userID: '', address: registration.email, challengeID: registration.id };
}
