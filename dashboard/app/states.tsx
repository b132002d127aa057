import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { AskError, addressOf } from '../data/ask.ts'
import { useLive } from '../data/live.tsx'
import type { NetworkRow } from '../data/networks.ts'
import { moment } from '../figures/format.ts'
import { useNow, When } from '../figures/when.tsx'
import { failureOf } from '../text/failures.ts'

/** The place of what is still being asked for: its shape, and words when it takes long. */
export function Loading({ rows = 6, title }: { rows?: number; title?: string }) {
  return (
    <section className="skeleton" aria-busy="true" aria-label="Loading">
      {title !== undefined && <h1 className="hidden">{title}</h1>}
      <div className="bone title" />
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className="bone" />
      ))}
      <p className="late">Still asking the API …</p>
    </section>
  )
}

/** What could not be asked, why, and what to do. With `since`, the last answer stays on the page below. */
export function Failed({ error, since }: { error: Error; since?: number }) {
  const code = error instanceof AskError ? error.code : 'UNEXPECTED'
  const { meaning, remedy } = failureOf(code)
  return (
    <section className="state failed" role="alert" data-code={code}>
      <p>
        <strong>{sentence(error.message)}</strong> {meaning} {remedy}
        {since !== undefined &&
          since > 0 &&
          ` What you see is from ${moment(new Date(since).toISOString())}.`}{' '}
        <code>{code}</code>
      </p>
    </section>
  )
}

/** A message of the API as a sentence: they begin small and end without a stop. */
const sentence = (text: string) =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`

/** Nothing is there, in words. */
export function Empty({ children }: { children: React.ReactNode }) {
  return <p className="empty">{children}</p>
}

// As Chromium, Firefox and Safari word that a part of the pages is not there any more.
const REPLACED = /dynamically imported module|Importing a module script failed/

/** A fault of these pages themselves: the rest of the frame stays. */
export function Broken({ error }: ErrorComponentProps) {
  if (error instanceof Error && REPLACED.test(error.message))
    return (
      <section className="state" role="alert">
        <h1>These pages were replaced while you read them</h1>
        <p>
          The server has newer ones, or does not answer.{' '}
          <button type="button" onClick={() => window.location.reload()}>
            Load them
          </button>
        </p>
      </section>
    )
  return (
    <section className="state failed" role="alert">
      <h1>This page has a fault of its own</h1>
      <p>
        The data is not to blame: it is at <a href={addressOf('/graphql')}>/graphql</a> and{' '}
        <a href={addressOf('/rest')}>/rest</a>. What went wrong:{' '}
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </p>
    </section>
  )
}

export function NoPage() {
  return (
    <section className="state">
      <h1>There is no such page</h1>
      <p>
        Search above for a hash, an account or a name, or go <Link to="/">home</Link>.
      </p>
    </section>
  )
}

/** A network that this server does not have. */
export function WrongNetwork({ name, known }: { name: string; known: readonly NetworkRow[] }) {
  return (
    <section className="state">
      <h1>No network of the name “{name.slice(0, 60)}” is indexed here</h1>
      <p>Did you mean:</p>
      <ul>
        {known.map(({ network, title }) => (
          <li key={network}>
            <Link to="/$network" params={{ network }}>
              {title ?? network}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

const BEHIND_BLOCKS = 20
const SILENT_MS = 15 * 60_000

/** A chain that is behind its head, or an index that has not moved: its numbers stay, with a line that says how old they are. */
export function Stale({ chains }: { chains: NetworkRow['chains'] }) {
  const now = useNow()
  const late = chains.filter(
    ({ lag, updatedAt }) => lag > BEHIND_BLOCKS || now - Date.parse(updatedAt) > SILENT_MS,
  )
  if (late.length === 0) return null
  return (
    <div className="band stale" role="status">
      {late.map(({ chainId, title, lag, height, updatedAt }) => (
        <p key={chainId}>
          {title ?? `Chain ${chainId}`}{' '}
          {lag > BEHIND_BLOCKS
            ? `is ${lag} blocks ahead of this index, which has up to block ${height} and last moved `
            : `has told of no block after ${height}: the index last moved `}
          <When at={updatedAt} />. Numbers here are as of that block.
        </p>
      ))}
    </div>
  )
}

/** A chain took blocks back while the page was open: what is shown now was asked again. */
export function Withdrawn({ network }: { network: string }) {
  const { withdrawn, dismiss } = useLive()
  if (withdrawn?.network !== network) return null
  return (
    <div className="band stale" role="status">
      <p>
        Chain {withdrawn.chainId} took back its blocks from {withdrawn.fromBlock} on. Everything here was
        asked again.{' '}
        <button type="button" className="link" onClick={dismiss}>
          Understood
        </button>
      </p>
    </div>
  )
}
