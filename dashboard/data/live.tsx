import { useQueryClient } from '@tanstack/react-query'
import { createClient } from 'graphql-sse'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { API_URL, ask } from './ask.ts'
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

const HEADS = graphql(`
  query Heads {
    _meta { network chainId block { number hash } }
  }
`)

/** So often a page looks for new blocks itself where none were told: a proxy may keep the stream back without closing it. */
const LOOK_MS = 20_000

/** At most this often a page asks again, however fast blocks come. */
const PAUSE_MS = 10_000

export interface Live {
  /** Whether new blocks are being told; false: the page has found some that were not; null before it is known. */
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

/**
 * Listens for new blocks and asks every shown question again: at once after a reorg, else once in ten seconds at most, and not while nobody looks at the page. Where
 * there are blocks that nobody tells it of, it looks for them.
 */
export function LiveUpdates({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient()
  const [connected, setConnected] = useState<boolean | null>(null)
  const [withdrawn, setWithdrawn] = useState<Live['withdrawn']>(null)
  useEffect(() => {
    const client = createClient({
      url: `${API_URL}/graphql`,
      // It tries again for ever: a page stays open for days.
      retryAttempts: Number.POSITIVE_INFINITY,
    })
    let waiting: ReturnType<typeof setTimeout> | undefined
    let toldAt = 0
    let known: string | undefined
    // What a reorg took back is asked for anew; a new block leaves alone what is being asked: begun again with each block, a question
    // that is refused or not answered would never come to its end, and the page would not say so.
    const again = ({ anew = false } = {}) => {
      waiting = undefined
      // What is behind another window is asked for when its reader comes back to it.
      const refetchType = document.hidden ? 'none' : 'active'
      void queries.invalidateQueries({ refetchType }, { cancelRefetch: anew })
    }
    const stop = client.subscribe<HeadSubscription>(
      { query: HEAD.toString() },
      {
        next: ({ data }) => {
          setConnected(true)
          toldAt = Date.now()
          if (data?.head.withdrawn) {
            setWithdrawn(data.head.withdrawn)
            clearTimeout(waiting)
            again({ anew: true })
          }
          waiting ??= setTimeout(() => again(), PAUSE_MS)
        },
        error: () => setConnected(false),
        complete: () => setConnected(false),
      },
    )
    const look = async () => {
      if (Date.now() - toldAt < LOOK_MS) {
        known = undefined
        return
      }
      const heads = JSON.stringify(await ask(HEADS, {}))
      if (known !== undefined && known !== heads) {
        setConnected(false)
        again()
      }
      known = heads
    }
    // An API that is away is said by the questions of the page themselves.
    const looking = setInterval(() => void look().catch(() => {}), LOOK_MS)
    return () => {
      clearInterval(looking)
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
