import { Navigate } from '@tanstack/react-router'
import { useNetworks } from '../data/networks.ts'
import { Failed, Loading } from './states.tsx'

/** `/`: the page of the first network, one with real money before others. */
export function First() {
  const { data, error } = useNetworks()
  if (error && !data) return <Failed error={error} />
  if (!data) return <Loading />
  const real = data.networks.find(({ chains }) => chains.some((each) => each.class === 'mainnet'))
  const network = real ?? data.networks[0]
  if (!network)
    return (
      <section className="state">
        <h1>No network is indexed here yet</h1>
        <p>
          Set <code>ASSAY_NETWORKS</code> to the folder that describes one and start the indexer, or run{' '}
          <code>npm run demo</code>.
        </p>
      </section>
    )
  return <Navigate to="/$network" params={{ network: network.network }} replace />
}
