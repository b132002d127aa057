/** What an error answer means for who should ask whom again. */
export type ErrorMeaning =
  /** An answer: another endpoint would say the same. */
  | 'refused'
  /** This endpoint does not serve the method. */
  | 'unsupported'
  | 'rate_limited'
  /** The range of an `eth_getLogs` is too wide for this endpoint. */
  | 'too_many'
  /** Not an answer. */
  | 'sick'

// Texts of geth, erigon, nethermind, reth, besu and the large providers. Providers agree on no code.
const TOO_MANY =
  /more than \d+ (results|logs|blocks)|too many (results|logs|blocks)|(block )?range (is )?(too|exceed|limit)|exceeds? (the )?(max(imum)?|range|block|limit)|response size|result (set )?(is )?too large|max(imum)? (block )?range|limited to (a )?\d|ranges? (over|larger|greater)|\d+ block range|blocks distance|query timeout|payload too large|response (is )?too (big|large)/i
const RATE =
  /rate.?limit|too many requests|compute units|throughput|throttl|quota|request (count|limit)|capacity exceeded|limit exceeded/i
const REVERTED = /revert|out of gas|invalid opcode|stack (under|over)flow|gas required exceeds/i
const UNSUPPORTED =
  /method .*(not (found|exist|available|supported|allowed|whitelisted))|unsupported method|not available on/i

// What the gateway asks for itself, in a form that every node takes: an endpoint that refuses it has no answer, and
// must not be able to end the question for the others.
const NEVER_REFUSED =
  /^eth_(chainId|getLogs|getBlockBy(Hash|Number)|getBlockReceipts|getTransactionReceipt|getTransactionByHash)$/

/** Reads an error object of a reply. `method` decides whether "too many" can be about a range. */
export function classifyError(method: string, code: number, message: string): ErrorMeaning {
  const meaning = readMeaning(method, code, message)
  return meaning === 'refused' && NEVER_REFUSED.test(method) ? 'sick' : meaning
}

function readMeaning(method: string, code: number, message: string): ErrorMeaning {
  if (code === 3 || (method === 'eth_call' && REVERTED.test(message))) return 'refused'
  if (code === 429) return 'rate_limited'
  if (method === 'eth_getLogs' && TOO_MANY.test(message)) return 'too_many'
  if (RATE.test(message)) return 'rate_limited'
  if (code === -32601 || UNSUPPORTED.test(message)) return 'unsupported'
  if (code === -32602) return 'refused'
  if (code === -32005) return 'rate_limited'
  return 'sick'
}
