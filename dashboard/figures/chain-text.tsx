import { plain, short, textOfHex } from './format.ts'
import { Copied } from './proof.tsx'

/** A hash or an account: short to read, whole to copy. */
export function Hash({ of }: { of: string | null }) {
  // A fact that no transaction made, as of a consensus, has an empty one.
  if (of === null || of === '0x') return <span className="missing">none</span>
  return <Copied text={of} shown={short(of)} />
}

/** A value of a rule as it stands on chain: 32-byte words as a number, texts as text. */
export function Word({ of }: { of: string | null }) {
  if (of === null) return <span className="missing">not stated</span>
  if (of === '0x') return <span className="missing">not set</span>
  const text = textOfHex(of)
  if (text !== undefined) return <span title={of}>{plain(text)}</span>
  if (of.length !== 66) return <code title={of}>{short(of)}</code>
  const value = BigInt(of)
  // A word with its high bytes set is a hash, or an account.
  return value < 2n ** 96n ? <span title={of}>{value.toLocaleString('en-US')}</span> : <Hash of={of} />
}
