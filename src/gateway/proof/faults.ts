import { MalformedEvidence, type Rejected } from '../../claim/errors.ts'
import type { FaultKind, ProviderFault } from '../client.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import type { GatewayMetrics } from '../endpoints/metrics.ts'

const KINDS: Readonly<Record<string, FaultKind>> = {
  REJECTED_HEADER_HASH: 'header_hash',
  REJECTED_HEADER_OTHER: 'header_refused',
  REJECTED_PARENT_LINK: 'parent_link',
  REJECTED_RECEIPTS_ROOT: 'receipts_root',
  REJECTED_TRANSACTIONS_ROOT: 'transactions_root',
  REJECTED_TRANSACTION_HASH: 'transactions_root',
  REJECTED_LOGS_DIFFER: 'logs_differ',
  REJECTED_LOGS_OMITTED: 'logs_omitted',
  REJECTED_CHAIN: 'wrong_chain',
  REJECTED_COMET_HEADER: 'header_hash',
  REJECTED_COMET_LINK: 'parent_link',
  REJECTED_COMET_DATA: 'block_contents',
  REJECTED_COMET_EVIDENCE_HASH: 'block_contents',
  REJECTED_COMET_LAST_COMMIT: 'block_contents',
  REJECTED_COMET_PARTS: 'block_contents',
  REJECTED_COMET_RESULTS: 'results_hash',
  REJECTED_COMET_APP_HASH: 'results_hash',
  REJECTED_COMET_VALIDATORS: 'validators_hash',
  REJECTED_COMET_ADDRESS: 'validators_hash',
  REJECTED_COMET_COMMIT: 'commit_signatures',
  REJECTED_COMET_SIGNATURE: 'commit_signatures',
  REJECTED_COMET_POWER: 'commit_signatures',
}

/** Lies found: whoever told one is put aside, and everybody who listens hears of it. */
export class FaultBook {
  readonly #metrics: GatewayMetrics
  readonly #listeners = new Set<(fault: ProviderFault) => void>()

  constructor(metrics: GatewayMetrics) {
    this.#metrics = metrics
  }

  onFault(listener: (fault: ProviderFault) => void): void {
    this.#listeners.add(listener)
  }

  /** `error` says what the endpoint's answer was refused for. */
  record(endpoint: Endpoint, error: Rejected, block: number | null, said: string): void {
    const kind = error instanceof MalformedEvidence ? 'malformed' : (KINDS[error.code] ?? 'malformed')
    endpoint.putAside(`${kind} at block ${block ?? 'unknown'}`, Date.now())
    this.#metrics.lied(endpoint.name, kind)
    const fault = {
      endpoint: endpoint.name,
      kind,
      block,
      said: said.slice(0, 500),
      proved: error.message.slice(0, 500),
    }
    this.tell(fault)
  }

  /** Lets everybody who listens hear of it. */
  tell(fault: ProviderFault): void {
    for (const listener of this.#listeners) listener(fault)
  }
}
