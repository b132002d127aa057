import { useState } from 'react'
import { plain } from '../../figures/format.ts'
import type { Held, SaidHeld } from './held.ts'

/** A button that checks in this browser that a sample's log holds its commitment. */
export function HeldCheck({ sample, logKey }: { sample: SaidHeld; logKey: string | undefined }) {
  const [held, setHeld] = useState<Held>()
  const check = () => {
    checkHere(sample, logKey).then(setHeld, (error: unknown) =>
      setHeld({ outcome: 'undecided', detail: error instanceof Error ? error.message : String(error) }),
    )
  }
  if (!held)
    return (
      <button type="button" onClick={check}>
        check here
      </button>
    )
  return (
    <span title={logKey && `The key of the log: ${plain(logKey, 200)}`}>
      <span className={`outcome ${held.outcome}`}>{held.outcome}</span> {plain(held.detail, 200)}
    </span>
  )
}

async function checkHere(sample: SaidHeld, logKey: string | undefined): Promise<Held> {
  if (logKey === undefined) return { outcome: 'undecided', detail: 'the API has no key of this log' }
  if (typeof WebAssembly === 'undefined')
    return { outcome: 'undecided', detail: 'this browser has no WebAssembly, which hashing needs' }
  const { Buffer } = await import('buffer')
  // The checks are those that the reference node runs, and they know Node's byte arrays.
  Object.assign(globalThis, { Buffer })
  const { checkHeld } = await import('./held.ts')
  return checkHeld(sample, logKey)
}
