import type { NetworkClass } from '../data/generated/graphql.ts'

const WORDS: Readonly<Record<NetworkClass, string>> = {
  mainnet: 'Real money',
  testnet: 'Testnet: its money is worth nothing. No figure here is an income.',
  devnet: 'Private chain: its money is worth nothing. No figure here is an income.',
  synthetic: 'Made up for a demonstration: no figure here is an income.',
}

/** Whose money a network moves, as a word. */
export const classWord = (of: NetworkClass | null): string =>
  of === null ? 'class not known' : of === 'mainnet' ? 'real money' : of

/** The band above every page of a network whose money is not real. */
export function ClassBand({ classes }: { classes: readonly (NetworkClass | null)[] }) {
  const shown = [...new Set(classes)].filter((each) => each !== 'mainnet')
  if (shown.length === 0) return null
  return (
    <div className="band" role="note">
      {shown.map((each) => (
        <p key={each ?? ''}>
          {each === null ? 'Nobody said whether this network’s money is real.' : WORDS[each]}
        </p>
      ))}
    </div>
  )
}
