import { useId, useState } from 'react'
import { saveCsv } from '../../charts/csv.ts'
import { abbreviate } from '../../figures/format.ts'
import { useNow } from '../../figures/when.tsx'
import {
  type CatalogueRow,
  COST_LINES,
  type CostLine,
  isNumber,
  linesOf,
  type Owned,
  type Preset,
  presetOf,
} from './own.ts'

/** A number that may be given, and what stands in its place. */
export interface AskedLine {
  readonly line: Pick<CostLine, 'name' | 'words' | 'unit'>
  readonly preset: Preset
}

/** What such a node costs, to be changed where it stands: each default with who says it and how old that is. */
export function Costs({
  own,
  rows,
  choose,
  only,
  extra = [],
  title = 'What it costs',
}: {
  own: Owned
  /** Names of the lines that are shown, whatever the machine is; left out: those of the machine. */
  only?: readonly string[]
  /** Lines that are no cost of the machine. */
  extra?: readonly AskedLine[]
  title?: string
  rows: readonly CatalogueRow[]
  choose: (changes: Readonly<Record<string, string | undefined>>) => void
}) {
  const chosen = only ? COST_LINES.filter((line) => only.includes(line.name)) : linesOf(own)
  const lines: AskedLine[] = [
    ...chosen.map((line) => ({ line, preset: presetOf(line, own, rows) })),
    ...extra,
  ]
  const mine = lines.filter(({ line }) => own.given[line.name] !== undefined)
  const save = () =>
    saveCsv(
      title,
      ['what', 'value', 'unit', 'source', 'as of', 'stale'],
      lines.map(({ line, preset }) => {
        const given = own.given[line.name]
        return given === undefined
          ? [line.words, preset.value, line.unit, preset.source, preset.asOf, String(preset.stale)]
          : [line.words, given, line.unit, 'your own number', null, 'false']
      }),
    )
  return (
    <section>
      <div className="section-head">
        <h2>{title}</h2>
        <span className="choices">
          {mine.length > 0 && (
            <button
              type="button"
              onClick={() => choose(Object.fromEntries(mine.map(({ line }) => [line.name, undefined])))}
            >
              Take all defaults again
            </button>
          )}
          <button type="button" onClick={save}>
            CSV
          </button>
        </span>
      </div>
      <p>
        Change what you know better; leave the rest. Each default says where it is from and how old it is.
        Nothing here is asked that only the network could know.
      </p>
      <ul className="costs">
        {lines.map(({ line, preset }) => (
          <Line
            key={`${line.name}${own.machine}${own.count}${own.given[line.name] ?? ''}`}
            line={line}
            preset={preset}
            given={own.given[line.name]}
            set={(value) => choose({ [line.name]: value })}
          />
        ))}
      </ul>
      {!only && (
        <p className="note">
          Power prices to come and what a penalty takes are drawn from the catalogue’s ranges: see what could
          change the answer. They cannot be given.
        </p>
      )}
    </section>
  )
}

function Line({
  line,
  preset,
  given,
  set,
}: {
  line: AskedLine['line']
  preset: Preset
  given: string | undefined
  set: (value: string | undefined) => void
}) {
  const [text, setText] = useState(given ?? '')
  const id = useId()
  const wrong = text !== '' && !isNumber(text)
  const commit = () => {
    if (!wrong && text !== (given ?? '')) set(text === '' || text === preset.value ? undefined : text)
  }
  return (
    <li className={given === undefined ? '' : 'mine'}>
      <label htmlFor={id}>{line.words}</label>
      <span className="entry">
        <input
          id={id}
          inputMode="decimal"
          value={text}
          placeholder={preset.value ?? 'not known'}
          aria-invalid={wrong}
          aria-describedby={`${id}-from`}
          autoComplete="off"
          onChange={(event) => setText(event.target.value.trim())}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape') setText(given ?? '')
          }}
        />{' '}
        <small>{line.unit}</small>
        {given !== undefined && (
          <button type="button" className="link" onClick={() => set(undefined)}>
            default
          </button>
        )}
      </span>
      <small id={`${id}-from`} className="from">
        {wrong ? (
          <b>A number such as 0.12: digits and one point.</b>
        ) : given !== undefined ? (
          <>Your own number. Default: {preset.value ?? 'none'}.</>
        ) : (
          <From preset={preset} />
        )}
      </small>
    </li>
  )
}

function From({ preset: { source, asOf, stale, note } }: { preset: Preset }) {
  const now = useNow()
  const days = asOf === null ? null : Math.floor((now - Date.parse(asOf)) / 86_400_000)
  return (
    <>
      {source !== 'left out' && source !== 'no source' && (
        <>
          {source}
          {asOf !== null && ` · as of ${asOf}`}
          {days !== null && days >= 0 && `, ${abbreviate(String(days))} days old`}
          {stale && <b className="stale-mark"> · past its shelf life</b>}
          {note !== '' && ' · '}
        </>
      )}
      {note}
    </>
  )
}
