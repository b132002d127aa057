/** Outcomes are due at most so long after their round, in seconds. Specified in docs/formats/sample.md. */
export const MAX_OUTCOME_SECONDS = 30 * 86_400
