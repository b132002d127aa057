import { CodedError } from '../../src/claim/errors.ts'

/** Why a pushed log is not taken, as its sender is told. */
export class IntakeRefused extends CodedError {
  /** Of the HTTP answer. */
  readonly status: number

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(code, message, options)
    this.status = status
  }
}
