import { Rejected, Unavailable } from '../../claim/errors.ts'
import type { Endpoint } from '../../gateway/endpoints/endpoint.ts'
import type { CometClient } from './client.ts'

/** Who gave what of which height. */
export interface Given {
  readonly height: number
  readonly endpoint: Endpoint
}

/**
 * What a check gives; whoever gave what it refuses is put aside.
 * @throws Unavailable `COMET_REFUSED`
 */
export function refusing<T>(client: CometClient, { height, endpoint }: Given, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    client.accuse(endpoint, error, height, error.code)
    throw new Unavailable('COMET_REFUSED', `${endpoint.name}: ${error.message}`, { cause: error })
  }
}
