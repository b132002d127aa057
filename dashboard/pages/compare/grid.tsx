import type { ReactNode } from 'react'
import { ChartFrame } from '../../charts/frame.tsx'
import type { Question } from '../../data/use-answer.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import type { Shown } from '../../figures/shown.ts'

/** One of the things that are compared: a column. */
export interface Side<Data> {
  readonly id: string
  readonly head: ReactNode
  /** Undefined while it is being asked for. */
  readonly data: Data | undefined
  readonly question: Question
}

/** A line: one measure of all of them. */
export type Measure<Data> = { readonly name: string } & (
  | { readonly number: (data: Data) => Shown }
  | { readonly words: (data: Data) => string | null }
)

const ASKED = 'being worked out'

/** Up to four things beside each other, measure by measure; each number has a bar against the largest of its line. */
export function CompareGrid<Data>({
  title,
  unit,
  sides,
  measures,
}: {
  title: string
  unit: string
  sides: readonly Side<Data>[]
  measures: readonly Measure<Data>[]
}) {
  return (
    <ChartFrame
      title={title}
      unit={unit}
      table={{
        header: ['', ...sides.map((each) => each.id)],
        rows: measures.map((each) => [
          each.name,
          ...sides.map(({ data }) => (data ? plainValue(each, data) : ASKED)),
        ]),
      }}
    >
      <section className="scroll compare" tabIndex={0} aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="first">
                <span className="hidden">Measure</span>
              </th>
              {sides.map(({ id, head }) => (
                <th key={id} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {measures.map((measure) => (
              <Line key={measure.name} measure={measure} sides={sides} />
            ))}
          </tbody>
        </table>
      </section>
    </ChartFrame>
  )
}

function Line<Data>({ measure, sides }: { measure: Measure<Data>; sides: readonly Side<Data>[] }) {
  const sizes = sides.map(({ data }) =>
    data && 'number' in measure ? Math.abs(Number(measure.number(data).value ?? 0)) : 0,
  )
  const most = Math.max(...sizes, 0)
  return (
    <tr>
      <th scope="row">{measure.name}</th>
      {sides.map(({ id, data, question }, at) => (
        <td key={id}>
          <AskedBy question={question}>
            <Cell measure={measure} data={data} share={most === 0 ? 0 : (sizes[at] ?? 0) / most} />
          </AskedBy>
        </td>
      ))}
    </tr>
  )
}

function Cell<Data>({
  measure,
  data,
  share,
}: {
  measure: Measure<Data>
  data: Data | undefined
  share: number
}) {
  if (!data) return <span className="missing">{ASKED}</span>
  if ('words' in measure) return measure.words(data) ?? <span className="missing">not stated</span>
  const shown = measure.number(data)
  return (
    <>
      <Num name={measure.name} of={shown} />
      <svg
        className={shown.value?.startsWith('-') ? 'share below' : 'share'}
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect width={share * 100} height={4} />
      </svg>
    </>
  )
}

function plainValue<Data>(measure: Measure<Data>, data: Data): string | number | null {
  if ('words' in measure) return measure.words(data)
  const { value } = measure.number(data)
  return value === null ? null : Number(value)
}
