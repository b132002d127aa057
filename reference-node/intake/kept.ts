import { Address, toHex } from '../../src/claim/hex.ts'
import { Frontier } from '../../src/claim/log/tree.ts'
import type { Pool } from '../../src/platform/database.ts'
import type { Network } from '../../src/platform/network.ts'
import { findRegistered } from '../audit/trust.ts'
import type { Head } from '../log/store.ts'
import type { IntakeLimits } from './quota.ts'
import { IntakeRefused } from './refused.ts'

/** Who takes in the logs of others. */
export interface Receiver {
  readonly pool: Pool
  /** The network as its folder describes it now. */
  readonly findNetwork: () => Promise<Network>
  /** The name of our own watchdog, which nobody else may speak under. */
  readonly watchdog: string
  readonly limits: IntakeLimits
}

/** Who writes a log: the address that signs bundles, and the key that signs checkpoints. */
export interface Writer {
  readonly address: Address
  readonly key: string
}

interface KeptLog {
  readonly network: Network
  readonly head: Head
  readonly writer: Writer
}

/**
 * How many entries of a log are kept here.
 * @throws IntakeRefused `LOG_UNLISTED`, `LOG_ABANDONED`, `LOG_OWN`
 */
export async function findSize(receiver: Receiver, origin: string): Promise<number> {
  return (await openKept(receiver, origin)).head.size
}

/**
 * A log that may be pushed here, as far as it is kept.
 * @throws IntakeRefused `LOG_UNLISTED`, `LOG_ABANDONED`, `LOG_OWN`
 */
export async function openKept({ pool, findNetwork, watchdog }: Receiver, origin: string): Promise<KeptLog> {
  const network = await findNetwork()
  const listed = findRegistered(network, origin, undefined)
  if (!listed)
    throw new IntakeRefused(403, 'LOG_UNLISTED', `the folder of ${network.name} does not list ${origin}`)
  if (listed.abandoned !== undefined)
    throw new IntakeRefused(403, 'LOG_ABANDONED', `${origin} is given up: ${listed.abandoned}`)
  const { rows } = await pool.query<{
    size: number
    root: Buffer
    address: Buffer
    key: string
    received: boolean
  }>('select size, root, address, key, received from watch.log where origin = $1', [origin])
  const [row] = rows
  if (origin === watchdog || (row && !row.received))
    throw new IntakeRefused(403, 'LOG_OWN', `${origin} is a log of this node`)
  if (!row)
    return {
      network,
      head: { size: 0, root: new Frontier().root() },
      writer: { address: listed.address, key: listed.key },
    }
  return { network, head: row, writer: { address: Address(toHex(row.address)), key: row.key } }
}
