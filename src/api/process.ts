import { once } from 'node:events'
import { createLog } from '../platform/log.ts'
import { startApi } from './api.ts'
import type { ApiConfig } from './config.ts'

/** Serves until the signal, then answers what was begun and ends. */
export async function start(config: ApiConfig, signal: AbortSignal): Promise<void> {
  const log = createLog('api')
  const api = await startApi(config, log)
  log.info({ url: `${api.url}/graphql` }, 'serving')
  if (!signal.aborted) await once(signal, 'abort')
  await api.close()
}
