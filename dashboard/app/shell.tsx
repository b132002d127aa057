import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { addressOf } from '../data/ask.ts'
import { useLive } from '../data/live.tsx'
import { useNetworks } from '../data/networks.ts'
import { classWord } from '../figures/band.tsx'
import { ProofPanel } from '../figures/proof.tsx'
import { When } from '../figures/when.tsx'
import { SECTIONS } from '../pages/pages.ts'
import { Search } from './search.tsx'

/** What stands around every page. */
export function Shell() {
  return (
    <ProofPanel>
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <Header />
      <main id="page" tabIndex={-1}>
        <Outlet />
      </main>
      <Footer />
    </ProofPanel>
  )
}

function Header() {
  const { network } = useParams({ strict: false }) as { network?: string }
  return (
    <header className="top">
      <div className="bar">
        <Link to="/" className="name">
          Assay
        </Link>
        <NetworkSwitch current={network} />
        <Search />
      </div>
      {network !== undefined && (
        <nav aria-label="Sections">
          {SECTIONS.map(({ id, name, path }) => (
            <Link
              key={id}
              to={`/$network${path === '/' ? '' : path}`}
              params={{ network }}
              activeOptions={{ exact: path === '/', includeSearch: false }}
            >
              {name}
            </Link>
          ))}
        </nav>
      )}
    </header>
  )
}

/** Keeps the page and changes the network; a page about one node or claim becomes its list. */
function NetworkSwitch({ current }: { current: string | undefined }) {
  const { data } = useNetworks()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const section = pathname.split('/')[2]
  const target = SECTIONS.find(({ path }) => path === `/${section}`)?.path ?? ''
  return (
    <label className="switch">
      <span className="hidden">Network</span>
      <select
        value={data ? (current ?? '') : ''}
        disabled={!data}
        onChange={({ target: { value } }) =>
          void navigate({ to: `/$network${target}`, params: { network: value } })
        }
      >
        {(current === undefined || !data) && <option value="">{current ?? 'Choose a network'}</option>}
        {(data?.networks ?? []).map(({ network, title, chains }) => (
          <option key={network} value={network}>
            {title ?? network} · {[...new Set(chains.map((each) => classWord(each.class)))].join(', ')}
          </option>
        ))}
      </select>
    </label>
  )
}

function Footer() {
  const { data } = useNetworks()
  const { connected } = useLive()
  const queries = useQueryClient()
  const { network } = useParams({ strict: false }) as { network?: string }
  const chains = data?._meta.filter((each) => network === undefined || each.network === network) ?? []
  return (
    <footer className="bottom">
      <nav aria-label="More">
        <Link to="/methodology/$page" params={{ page: 'README' }}>
          Methodology
        </Link>
        <Link to="/api">API and exports</Link>
        <a href={addressOf('/docs')}>Docs</a>
      </nav>
      <ul>
        {chains.map(({ network: of, chainId, block, digest }) => (
          <li key={`${of}${chainId}`}>
            {of} · chain {chainId} · block {block.number}, <When at={block.timestamp} /> · state digest{' '}
            <code className="hash" title={digest}>
              {digest.slice(0, 12)}…
            </code>
          </li>
        ))}
      </ul>
      <p>
        {connected === false
          ? 'No stream of new blocks reaches this page: it looks for them every 20 seconds.'
          : 'Pages follow new blocks by themselves.'}{' '}
        <button type="button" className="link" onClick={() => void queries.invalidateQueries()}>
          Ask again
        </button>
      </p>
    </footer>
  )
}
