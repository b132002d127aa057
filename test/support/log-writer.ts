import { sealBundle } from '../../reference-node/log/bundle.ts'
import { readKeys } from '../../reference-node/log/keys.ts'
import { publishLog } from '../../reference-node/log/publish.ts'
import { LogStore } from '../../reference-node/log/store.ts'
import { Unavailable } from '../../src/claim/errors.ts'
import { createPool } from '../../src/platform/database.ts'

// Appends to a log, signs its checkpoints and publishes it until it is killed; says each append that was acknowledged: its first index and the hash.
const [url = '', keyFile = '', folder = '', name = ''] = process.argv.slice(2)
const keys = await readKeys(keyFile)
const store = new LogStore(createPool(url, { application: 'log-writer', max: 2 }), keys.origin)
for (let turn = 0; ; turn++) {
  const head = await store.head()
  const bundles = await Promise.all(
    [0, 1, 2].map((nth) =>
      sealBundle(
        { kind: 'watchdog', origin: keys.origin, time: turn + 1, body: { writer: name, turn, nth } },
        keys.watchdogKey,
      ),
    ),
  )
  try {
    const first = await store.append(
      head,
      bundles.map((bundle) => ({ bundle, verdict: null })),
    )
    process.stdout.write(`${first} ${bundles[0]?.hash}\n`)
  } catch (error) {
    // The other writer was quicker.
    if (!(error instanceof Unavailable && error.code === 'LOG_WRITER')) throw error
  }
  await publishLog(store, await store.checkpoint(keys, async () => []), folder)
}
