import { CodedError, Unavailable } from '../../claim/errors.ts'

/** A state of the world that an operator must be told in words; the text is a node's own, of CometBFT 0.38 and 0.39. */
const STATES: readonly (readonly [code: string, text: RegExp, told: string])[] = [
  [
    'COMET_PRUNED',
    /is not available, lowest height is/,
    'no endpoint keeps this block any more. Give an endpoint with all blocks, or begin later with consensus.fromBlock in network.json and assay rewind --to -1',
  ],
  [
    'COMET_RESULTS_DISCARDED',
    /not persisting (finalize block|abci) responses/,
    'the endpoints run with discard_abci_responses and keep no results: give one that does',
  ],
  [
    'COMET_RESULTS_MISSING',
    /could not find results for height/,
    'no endpoint has the results of this block: they are not written yet, or pruned',
  ],
  [
    'COMET_VALIDATORS_MISSING',
    /could not find (validator set|consensus params) for height/,
    'no endpoint has the validators of this block: they were pruned',
  ],
  [
    'COMET_BEHIND',
    /must be less than or equal to the current blockchain height/,
    'the endpoints are behind what was seen of the chain',
  ],
  [
    'COMET_TOO_LARGE',
    /the body is larger than|max payload size exceeded/i,
    'an answer about one block is larger than is read from a stranger',
  ],
]

/**
 * What it means that no endpoint answered: a state with its code where a node said which, else the error as it was.
 */
export function toState(error: unknown): unknown {
  if (!(error instanceof Unavailable)) return error
  for (let cause: unknown = error; cause instanceof CodedError; cause = cause.cause) {
    const { message } = cause
    const state = STATES.find(([, text]) => text.test(message))
    if (state) return new Unavailable(state[0], `${state[2]}. The last answer: ${message}`, { cause: error })
  }
  return error
}

/** An answer of a form that this version does not know: it is never read in part. */
export function unknownShape(what: string): CodedError {
  return new CodedError('COMET_SHAPE', `${what}: this version reads the answers of CometBFT 0.38 and 0.39`)
}
