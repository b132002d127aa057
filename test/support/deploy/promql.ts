import { readFileSync } from 'node:fs'
import { parser } from '@prometheus-io/lezer-promql'
import { parse } from 'yaml'

export interface Asked {
  /** Where it stands: file, and the alert's or panel's name. */
  readonly place: string
  readonly expression: string
}

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: { readonly severity?: string }
  readonly annotations: { readonly summary?: string; readonly do?: string }
}

interface Panel {
  readonly title: string
  readonly targets?: readonly { readonly expr: string; readonly refId: string }[]
}

export const readRules = (): Rule[] =>
  parse(readFileSync('ops/alerts.yml', 'utf8')).groups.flatMap((group: { rules: Rule[] }) => group.rules)

export const readPanels = (): Panel[] => JSON.parse(readFileSync('ops/grafana-dashboard.json', 'utf8')).panels

/** Every expression of the alert rules and the dashboard. */
export function listAsked(): Asked[] {
  const alerts = readRules().map(({ alert, expr }) => ({ place: `alert ${alert}`, expression: expr }))
  const panels = readPanels().flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ place: `panel ${title}`, expression: expr })),
  )
  return [...alerts, ...panels]
}

/** The metrics that an expression of PromQL reads. Throws SyntaxError where it is none. */
export function listMetrics(expression: string): string[] {
  const names: string[] = []
  parser.parse(expression).iterate({
    enter({ name, from, to, type, node }) {
      if (type.isError) throw new SyntaxError(`at ${from} of ${expression}`)
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector')
        names.push(expression.slice(from, to))
    },
  })
  return names
}
