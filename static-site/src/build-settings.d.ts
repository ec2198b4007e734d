/** The operator's settings, inserted by vite.config.ts. */
declare const __BRAND_NAME__: string;
declare const __PASSWORD_MIN_LENGTH__: number;
