/** Where the dashboard of the service is that tests start. */
export const origin = 'https://mfa.example.com';
