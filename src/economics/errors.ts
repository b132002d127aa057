import { CodedError } from '../claim/errors.ts'

/** A question that has no answer as it was asked: the asker must change it. The message says what is expected. */
export class Unanswerable extends CodedError {}

/** The most common one, `BAD_USER_INPUT`: a value of the question that cannot be. */
export function unusable(message: string): Unanswerable {
  return new Unanswerable('BAD_USER_INPUT', message)
}
