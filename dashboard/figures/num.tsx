import { reasonOf } from '../text/reasons.ts'
import { withUnit } from './format.ts'
import { useProof, useQuestion } from './proof.tsx'
import type { Shown } from './shown.ts'

/** Prints a number with its unit; a click shows where it comes from. Without a value it prints the reason. */
export function Num({ of, name, big = false }: { of: Shown; name: string; big?: boolean }) {
  const open = useProof()
  const question = useQuestion()
  const missing = of.value === null
  const text = of.value === null ? reasonOf(of.reason).short : withUnit(of.value, of.unit)
  const title = of.value === null ? reasonOf(of.reason).long : `${of.value} ${of.unit}`
  return (
    <button
      type="button"
      className={`num${big ? ' big' : ''}${missing ? ' missing' : ''}`}
      title={title}
      aria-label={`${name}: ${text}. Show where it comes from`}
      data-value={of.value ?? ''}
      data-unit={of.unit}
      onClick={() => open({ name, shown: of, question })}
    >
      {text}
    </button>
  )
}
