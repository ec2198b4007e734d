/** Formats an instant in epoch milliseconds as ISO 8601 in UTC; an absent one becomes null, for JSON. */
export function isoOrNull(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
