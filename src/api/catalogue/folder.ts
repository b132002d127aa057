import { fileURLToPath } from 'node:url'
import { Environment } from '../../platform/environment.ts'

const SHIPPED = fileURLToPath(new URL('../../../catalogue', import.meta.url))

/** Where reference values are read from. */
export interface CataloguePlaces {
  readonly folder: string
  /** A file of corrections; it need not be there. */
  readonly corrections: string
}

/** `ASSAY_CATALOGUE`: the folder of reference values, by default the one that comes with Assay. `ASSAY_CATALOGUE_CORRECTIONS`: your own rows. */
export function cataloguePlaces(env: NodeJS.ProcessEnv): CataloguePlaces {
  const read = new Environment(env)
  return {
    folder: read.text('ASSAY_CATALOGUE', SHIPPED),
    corrections: read.text('ASSAY_CATALOGUE_CORRECTIONS', USUAL_CORRECTIONS),
  }
}

/** Beside what else is kept here. */
export const USUAL_CORRECTIONS = '.assay/catalogue.csv'
