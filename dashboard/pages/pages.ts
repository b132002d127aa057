import type { ComponentType } from 'react'

/** A page. Adding one costs its own file and a line here. */
export interface PageEntry {
  /** Below the network's name, or below the root. */
  readonly path: string
  /** Its place in the navigation; null: it is reached from other pages. */
  readonly section: string | null
  readonly load: () => Promise<{ readonly Page: ComponentType }>
}

/** The sections of the navigation, in their order. */
export const SECTIONS = [
  { id: 'home', name: 'Home', path: '/' },
  { id: 'nodes', name: 'Nodes & operators', path: '/nodes' },
  { id: 'run', name: 'Run a node?', path: '/run' },
  { id: 'demand', name: 'Demand', path: '/demand' },
  { id: 'checked', name: 'Is it checked?', path: '/checked' },
  { id: 'rules', name: 'Rules & data', path: '/rules' },
] as const

export const NETWORK_PAGES: readonly PageEntry[] = [
  { path: '/', section: 'home', load: () => import('./home/home.tsx') },
  { path: '/checked', section: 'checked', load: () => import('./checked/checked.tsx') },
  { path: '/risk', section: 'checked', load: () => import('./risk/risk.tsx') },
  { path: '/recheck', section: 'checked', load: () => import('./recheck/recheck.tsx') },
  { path: '/rules', section: 'rules', load: () => import('./rules/rules.tsx') },
  { path: '/data', section: 'rules', load: () => import('./data/data.tsx') },
  { path: '/nodes', section: 'nodes', load: () => import('./nodes/nodes.tsx') },
  { path: '/operators', section: 'nodes', load: () => import('./operators/operators.tsx') },
  { path: '/compare', section: 'nodes', load: () => import('./compare/compare.tsx') },
  { path: '/claim/$id', section: null, load: () => import('./claim/claim.tsx') },
  { path: '/node/$id', section: null, load: () => import('./node/node.tsx') },
  { path: '/run', section: 'run', load: () => import('./run/run.tsx') },
  { path: '/fleet', section: 'run', load: () => import('./fleet/fleet.tsx') },
  { path: '/demand', section: 'demand', load: () => import('./demand/demand.tsx') },
]

export const GLOBAL_PAGES: readonly PageEntry[] = [
  { path: '/methodology/$page', section: null, load: () => import('./methodology/methodology.tsx') },
  { path: '/api', section: null, load: () => import('./api/api.tsx') },
]
