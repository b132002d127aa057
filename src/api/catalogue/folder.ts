import { fileURLToPath } from 'node:url'
import { Environment } from '../../platform/environment.ts'

const SHIPPED = fileURLToPath(new URL('../../../catalogue', import.meta.url))

/** `ASSAY_CATALOGUE`: the folder of reference values. Default: the one that comes with Assay. */
export function catalogueFolder(env: NodeJS.ProcessEnv): string {
  return new Environment(env).text('ASSAY_CATALOGUE', SHIPPED)
}
