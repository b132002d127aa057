import { declareLog, type LogArguments } from './abi.ts'
import type { ChainLog, EventContext, EventDecoder } from './decoder.ts'
import type { Fact } from './facts.ts'

/** What few events need beyond their declaration. */
export interface EventOptions extends Pick<EventDecoder, 'narrow' | 'beside'> {
  /**
   * `toFacts` also looks at the transaction's call or sender, which are then fetched, kept and hashed with the log.
   * Changing it changes the state digest of every network that has the event.
   */
  readonly readsCall?: true
}

/**
 * One event: as Solidity declares it, and the facts that a log of it becomes. `toFacts` is given the arguments by name, the
 * log, and what the network's data says of the contract. It is pure, and is not called for a log that Solidity would not
 * have written: that one is kept raw.
 */
export function event<const S extends `event ${string}`>(
  declaration: S,
  toFacts: (args: LogArguments<S>, log: ChainLog, context: EventContext) => readonly Fact[],
  { readsCall, narrow, beside }: EventOptions = {},
): EventDecoder {
  const { name, topic, decode } = declareLog(declaration)
  return {
    name,
    topic,
    ...(readsCall ? {} : { logOnly: true }),
    ...(narrow && { narrow }),
    ...(beside && { beside }),
    toFacts: (log, context) => toFacts(decode(log), log, context),
  }
}
