import type { PrivateKeyAccount } from 'viem/accounts'
import { accountOf } from '../actors/accounts.ts'

// Behind the chain's own accounts: clients only sign, and others pay in for them.
const FIRST = 1000
const ONE_TIME = 2000
/** Clients that never run out of coin. */
export const CLIENTS = 4

const known = new Map<number, PrivateKeyAccount>()

function keyOf(index: number): PrivateKeyAccount {
  const found = known.get(index) ?? accountOf(index)
  known.set(index, found)
  return found
}

/** One of the clients that come back. */
export function clientOf(index: number): PrivateKeyAccount {
  return keyOf(FIRST + index)
}

/** A client of a single request, by its number. */
export function oneTimeClientOf(number: number): PrivateKeyAccount {
  return accountOf(ONE_TIME + number)
}
