// What is not the caller's mistake, or names what is not there.
const STATUS: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  INTERNAL: 500,
  STATEMENT_TIMEOUT: 503,
  UNAVAILABLE: 503,
  BUSY: 503,
}

/** The HTTP status of a code of an error, for doors that are not GraphQL: 400 for everything that the caller can mend. */
export function statusOf(code: string): number {
  return STATUS[code] ?? 400
}
