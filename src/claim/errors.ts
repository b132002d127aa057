/**
 * Errors are part of the interface. The class says who must act, the code says which case it is, the
 * message says what was expected and what was found.
 */
export class CodedError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}

/** Who is to blame for evidence that does not prove its statement. */
export type Fault = 'node' | 'relayer' | 'registry' | 'unknown'

/** The evidence does not prove the statement, and never will. Becomes a `rejected` verdict. */
export class Rejected extends CodedError {
  readonly fault: Fault

  constructor(code: string, message: string, fault: Fault = 'unknown', options?: ErrorOptions) {
    super(code, message, options)
    this.fault = fault
  }

  /** The same refusal for somebody who knows more of it, with this one as its cause: another party at fault, code or words. */
  with(known: { readonly code?: string; readonly message?: string; readonly fault?: Fault }): Rejected {
    const { code, message, fault } = { code: this.code, message: this.message, fault: this.fault, ...known }
    return new (this.constructor as typeof Rejected)(code, message, fault, { cause: this })
  }
}

/** Bytes from a stranger that are not what they claim to be: a special case of {@link Rejected}. */
export class MalformedEvidence extends Rejected {}

/** Nobody can check this, now or later. Becomes `undecided` for good. */
export class NotCheckable extends CodedError {}

/** The world did not answer. The same check may succeed later: a transient `undecided`. */
export class Unavailable extends CodedError {}

/** The operator must change something: a setting, a file, a port. The message says what to do. */
export class Misconfigured extends CodedError {}

/** What a log, a sample or a beacon says does not hold: whoever runs it must answer for it. */
export class AuditFault extends CodedError {}
