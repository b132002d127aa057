import { type Advisory, readAdvisories } from '../../platform/advisories.ts'
import { Environment } from '../../platform/environment.ts'
import { cataloguePlaces } from '../catalogue/folder.ts'

/** Where `assay advisory add` writes. */
export const USUAL_ADVISORIES = '.assay/advisories.csv'

/** `ASSAY_ADVISORIES`: the file of your own advisories; it need not be there. */
export function advisoriesFile(env: NodeJS.ProcessEnv): string {
  return new Environment(env).text('ASSAY_ADVISORIES', USUAL_ADVISORIES)
}

/**
 * The advisories of the catalogue and your own.
 * @throws Misconfigured `CSV_INVALID`, `CATALOGUE_INVALID`
 */
export function openAdvisories(env: NodeJS.ProcessEnv): Promise<readonly Advisory[]> {
  return readAdvisories(cataloguePlaces(env).folder, advisoriesFile(env))
}
