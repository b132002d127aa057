import { CodedError } from '../../claim/errors.ts'

/** A question that its asker must change: words that mean no machine, or what the API refuses, with its own code. */
export class QuestionRefused extends CodedError {}
