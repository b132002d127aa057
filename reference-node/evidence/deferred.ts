import { CodedError } from '../../src/claim/errors.ts'

/**
 * There is nothing to judge yet: the chain that we read does not hold the block, or not for good. No verdict is
 * written, and the subject is looked at again later.
 */
export class Deferred extends CodedError {}
