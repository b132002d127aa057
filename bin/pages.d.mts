/** Brings dashboard/dist up to date in a clone. Errors: Error when a build fails. */
export function buildPages(): void
