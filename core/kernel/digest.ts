import * as crypto from 'node:crypto';

/** SHA-256 in hexadecimal: the form in which secrets of 256 bits are stored and looked up. */
export function digest(secret: string): string {
  return crypto.createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** Compares two texts in a time that does not reveal where they differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => crypto.createHash('sha256').update(text, 'utf8').digest());
  return a !== undefined && b !== undefined && crypto.timingSafeEqual(a, b);
}
