import { useQueryClient } from '@tanstack/react-query'
import { createClient } from 'graphql-sse'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { API_URL } from './ask.ts'
import { graphql } from './generated/gql.ts'
import type { HeadSubscription } from './generated/graphql.ts'

const HEAD = graphql(`
  subscription Head {
    head {
      head { network chainId number timestamp }
      withdrawn { network chainId fromBlock }
    }
  }
`)

/** At most this often a page asks again, however fast blocks come. */
const PAUSE_MS = 5_000

export interface Live {
  /** Whether new blocks are being told; null before it is known. */
  readonly connected: boolean | null
  /** The last blocks that a chain took back while this page was open. */
  readonly withdrawn: {
    readonly network: string
    readonly chainId: number
    readonly fromBlock: number
  } | null
  dismiss(): void
}

const Context = createContext<Live>({ connected: null, withdrawn: null, dismiss: () => {} })

export const useLive = (): Live => useContext(Context)

/** Listens for new blocks and asks every shown question again: at once after a reorg, else once in five seconds at most. */
export function LiveUpdates({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient()
  const [connected, setConnected] = useState<boolean | null>(null)
  const [withdrawn, setWithdrawn] = useState<Live['withdrawn']>(null)
  useEffect(() => {
    const client = createClient({
      url: `${API_URL}/graphql`,
      // It tries again for ever: a page stays open for days.
      retryAttempts: Number.POSITIVE_INFINITY,
      on: { connected: () => setConnected(true) },
    })
    let waiting: ReturnType<typeof setTimeout> | undefined
    const again = () => {
      waiting = undefined
      void queries.invalidateQueries()
    }
    const stop = client.subscribe<HeadSubscription>(
      { query: HEAD.toString() },
      {
        next: ({ data }) => {
          setConnected(true)
          if (data?.head.withdrawn) {
            setWithdrawn(data.head.withdrawn)
            clearTimeout(waiting)
            again()
          }
          waiting ??= setTimeout(again, PAUSE_MS)
        },
        error: () => setConnected(false),
        complete: () => setConnected(false),
      },
    )
    return () => {
      clearTimeout(waiting)
      stop()
      client.dispose()
    }
  }, [queries])
  return (
    <Context.Provider value={{ connected, withdrawn, dismiss: () => setWithdrawn(null) }}>
      {children}
    </Context.Provider>
  )
}
