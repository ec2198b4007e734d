/** The operator's settings, inserted by vite.config.ts. */
declare const __BRAND_NAME__: string;
/** Empty if it is not set, like the next two. */
declare const __SUPPORT_ADDRESS__: string;
declare const __TERMS_URL__: string;
declare const __PRIVACY_URL__: string;
declare const __PASSWORD_MIN_LENGTH__: number;
