/** The pages of the dashboard by the names that the command gives them. */
export const pages = {
  home: '/account',
  settings: '/account/view',
  activate: '/account/mfa/activate',
  cli: '/account/cli',
  register: '/account/register',
  reset: '/account/reset',
} as const;

export type Page = keyof typeof pages;
