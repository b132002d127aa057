import { once } from 'node:events'
import { createLog } from '../platform/log.ts'
import { startApi } from './api.ts'
import type { ApiConfig } from './config.ts'
import { describeLogin } from './login.ts'

/** Serves until the signal, then answers what was begun and ends. */
export async function start(config: ApiConfig, signal: AbortSignal): Promise<void> {
  const log = createLog('api')
  const api = await startApi(config, log)
  log.info({ url: `${api.url}/graphql` }, 'serving')
  // Serving does not wait for the database, which may not be there yet.
  api.begun
    .then(() => (signal.aborted ? undefined : describeLogin(api.pool)))
    .then(
      (strength) => {
        if (strength)
          log.warn(
            { strength },
            'the API could do more than read: let it log in as assay_api (docs/operations.md, Roles)',
          )
      },
      (error: unknown) => log.info({ err: error }, 'it is not known yet whether the login may only read'),
    )
  if (!signal.aborted) await once(signal, 'abort')
  await api.close()
}
