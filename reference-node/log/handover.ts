import { privateKeyToAccount } from 'viem/accounts'
import { recoverTypedDataAddress } from 'viem/utils'
import { AuditFault } from '../../src/claim/errors.ts'
import { Address, Hex } from '../../src/claim/hex.ts'
import { WATCHDOG_DOMAIN } from './bundle.ts'

/** That one watchdog's log goes on under other keys. Specified in docs/formats/log.md. */
export interface Handover {
  readonly origin: string
  readonly from: Address
  readonly to: Address
  /** The log's new verifier key. */
  readonly logKey: string
}

const TYPES = {
  Handover: [
    { name: 'origin', type: 'string' },
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'logKey', type: 'string' },
  ],
} as const

function typedData(message: Handover) {
  return { domain: WATCHDOG_DOMAIN, types: TYPES, primaryType: 'Handover', message } as const
}

/** The signature by which the new watchdog takes a log over. */
export async function acceptHandover(handover: Handover, secretKey: Hex): Promise<Hex> {
  return Hex(await privateKeyToAccount(secretKey).signTypedData(typedData(handover)))
}

/** @throws AuditFault `LOG_HANDOVER` unless the new watchdog signed it */
export async function verifyHandover(handover: Handover, signature: Hex): Promise<void> {
  const signer = await recoverTypedDataAddress({ ...typedData(handover), signature }).catch((cause) => {
    throw new AuditFault('LOG_HANDOVER', 'its acceptance is the signature of no key', { cause })
  })
  if (Address(signer) !== handover.to)
    throw new AuditFault('LOG_HANDOVER', `accepted by ${Address(signer)}, not by ${handover.to}`)
}
