import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { GLOBAL_PAGES, NETWORK_PAGES } from '../pages/pages.ts'
import { First } from './first.tsx'
import { NetworkFrame } from './network.tsx'
import { Shell } from './shell.tsx'
import { Broken, NoPage } from './states.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NoPage })
const first = createRoute({ getParentRoute: () => root, path: '/', component: First })
const network = createRoute({ getParentRoute: () => root, path: '/$network', component: NetworkFrame })

const pagesOf = (parent: typeof root | typeof network, pages: typeof NETWORK_PAGES | typeof GLOBAL_PAGES) =>
  pages.map(({ path, load }) =>
    createRoute({ getParentRoute: () => parent, path, component: lazyRouteComponent(load, 'Page') }),
  )

/** The choices of a page stand in its address as plain text: `?days=30&role=tee-proxy`. */
const readSearch = (text: string) => Object.fromEntries(new URLSearchParams(text))
const writeSearch = (search: Record<string, unknown>) => {
  const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

export const router = createRouter({
  routeTree: root.addChildren([
    first,
    ...pagesOf(root, GLOBAL_PAGES),
    network.addChildren(pagesOf(network, NETWORK_PAGES)),
  ]),
  // Where the pages stand on their host: `vite build dashboard --base=/assay/` puts them below a path.
  basepath: import.meta.env.BASE_URL,
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
  scrollRestoration: true,
})
