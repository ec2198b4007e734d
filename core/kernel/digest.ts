import * as crypto from 'node:crypto';

/** SHA-256 in hexadecimal: how high-entropy secrets (256 bits) are stored and found again. */
export function digest(secret: string): string {
  return crypto.createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** Compares without telling by its time where two texts differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => crypto.createHash('sha256').update(text, 'utf8').digest());
  return a !== undefined && b !== undefined && crypto.timingSafeEqual(a, b);
}
