import { Outlet, useParams } from '@tanstack/react-router'
import { createContext, useContext } from 'react'
import type { MetaPartsFragment } from '../data/generated/graphql.ts'
import { type NetworkRow, useNetworks } from '../data/networks.ts'
import { ClassBand } from '../figures/band.tsx'
import type { Reading } from '../figures/shown.ts'
import { Failed, Loading, Stale, Withdrawn, WrongNetwork } from './states.tsx'

interface Here {
  readonly network: NetworkRow
  readonly metas: readonly MetaPartsFragment[]
  /** The newest block of each chain, for counts that are no figures. */
  readonly reading: Reading
}

const Context = createContext<Here | null>(null)

/** The network whose pages are open. */
export function useNetwork(): Here {
  const here = useContext(Context)
  if (!here) throw new Error('a page of a network stands inside its frame')
  return here
}

/** What counts of a network were read at. Its class is known where all of its chains have one. */
export function readingOf(metas: readonly MetaPartsFragment[]): Reading {
  const [first] = metas
  return {
    class: first && metas.every((each) => each.class === first.class) ? first.class : null,
    asOf: metas.map(({ chainId, block }) => ({ chainId, number: block.number, hash: block.hash })),
  }
}

/** What all pages of a network share: the band of its class, how fresh it is, and what was taken back. */
export function NetworkFrame() {
  const { network: name } = useParams({ from: '/$network' })
  const networks = useNetworks()
  if (networks.error && !networks.data) return <Failed error={networks.error} />
  if (!networks.data) return <Loading />
  const network = networks.data.networks.find((each) => each.network === name)
  if (!network) return <WrongNetwork name={name} known={networks.data.networks} />
  const metas = networks.data._meta.filter((each) => each.network === name)
  return (
    <Context.Provider value={{ network, metas, reading: readingOf(metas) }}>
      <ClassBand classes={network.chains.map((each) => each.class)} />
      {networks.error && <Failed error={networks.error} since={networks.dataUpdatedAt} />}
      <Stale chains={network.chains} />
      <Withdrawn network={name} />
      <Outlet />
    </Context.Provider>
  )
}
