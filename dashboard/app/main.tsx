import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { AskError } from '../data/ask.ts'
import { LiveUpdates } from '../data/live.tsx'
import './style.css'
import { router } from './router.tsx'

// A system without a proper locale gives its browser a name that Intl refuses, and the chart library asks for it when it is loaded.
try {
  new Intl.NumberFormat(navigator.language)
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US' })
}

// Home is where `/` leads: its page is on its way while the API says of which network.
if (window.location.pathname === import.meta.env.BASE_URL) void import('../pages/home/home.tsx')

const AGAIN: ReadonlySet<string> = new Set(['NO_ANSWER', 'BUSY', 'UNAVAILABLE'])

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the API refuses it refuses again; silence, and a turn that did not come, are worth asking again.
      retry: (count, error) => count < 3 && error instanceof AskError && AGAIN.has(error.code),
      refetchOnWindowFocus: true,
    },
  },
})

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <LiveUpdates>
          <RouterProvider router={router} />
        </LiveUpdates>
      </QueryClientProvider>
    </StrictMode>,
  )
