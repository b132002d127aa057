import type { AssumedPartsFragment, ReferencePartsFragment } from '../data/generated/graphql.ts'
import { plain } from './format.ts'

/** What an answer was filled up with where nobody gave a number: each value with who says it and how old that is. */
export function Filled({
  assumed,
  references = [],
}: {
  assumed: readonly AssumedPartsFragment[]
  references?: readonly ReferencePartsFragment[]
}) {
  const once = [...new Map(assumed.map((each) => [each.input, each])).values()]
  const count = once.length + references.length
  if (count === 0) return null
  const old = [...once, ...references].filter((each) => each.stale).length
  return (
    <details className="more">
      <summary>
        {count} {count === 1 ? 'number' : 'numbers'} that nobody gave, and who says them
        {old > 0 && `; ${old} past ${old === 1 ? 'its' : 'their'} shelf life`}
      </summary>
      <ul className="filled">
        {once.map(({ input, value, source, asOf, stale, note }) => (
          <li key={input}>
            <b>
              {input} {value}
            </b>{' '}
            {plain(source, 160)}, as of {asOf}
            {stale && <b className="stale-mark"> · past its shelf life</b>} · {plain(note, 200)}
          </li>
        ))}
        {references.map(({ rowId, value, unit, source, asOf, confidence, stale, author }) => (
          <li key={rowId}>
            <b>
              {rowId} {value} {unit}
            </b>{' '}
            {plain(source, 160)}, as of {asOf}
            {confidence === 'K' && ' (to be confirmed)'}
            {author !== null && `, set here by ${plain(author)}`}
            {stale && <b className="stale-mark"> · past its shelf life</b>}
          </li>
        ))}
      </ul>
    </details>
  )
}
