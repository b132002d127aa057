import type { IfSoldPartsFragment } from '../data/generated/graphql.ts'
import { Num } from './num.tsx'
import { shownOf } from './shown.ts'

/** Two lines of a list: an amount of tokens at its quote, and what selling all of it at once would bring. */
export function IfSold({ name, of }: { name: string; of: IfSoldPartsFragment }) {
  return (
    <>
      <div>
        <dt>{name}, at the quote</dt>
        <dd>
          <Num name={`${name}, at the quote`} of={shownOf(of.atQuote)} />
        </dd>
      </div>
      <div>
        <dt>{name}, all sold at once</dt>
        <dd>
          <Num name={`${name}, all sold at once`} of={shownOf(of.sold)} />
        </dd>
      </div>
    </>
  )
}
