import type { NodeFactsQuery } from '../../data/generated/graphql.ts'
import { duration, plain } from '../../figures/format.ts'
import { At } from '../../figures/when.tsx'
import { type Column, Table } from '../../tables/table.tsx'

type Rule = NodeFactsQuery['disclosures'][number]

/** How each rule stands: the newest entry of each, a contradiction before the words that it contradicts. */
function standingRules(all: readonly Rule[]): Rule[] {
  const newest = new Map<string, Rule>()
  for (const each of all) newest.set(each.rule, each)
  return [...newest.values()]
}

const WORDS: Readonly<Record<string, string>> = {
  disclosed: 'published',
  inferred: 'seen, not published',
  undisclosed: 'not published',
  contradicted: 'published, and the chain says otherwise',
}

const COLUMNS: readonly Column<Rule>[] = [
  { id: 'rule', name: 'Rule', value: (row) => row.rule, cell: (row) => plain(row.rule) },
  {
    id: 'status',
    name: 'Standing',
    value: (row) => WORDS[row.status] ?? row.status,
    cell: (row) => WORDS[row.status] ?? plain(row.status),
  },
  {
    id: 'value',
    name: 'Value',
    value: (row) => row.value,
    cell: ({ value, unit }) =>
      value === null ? (
        <span className="missing">not published</span>
      ) : (
        <span title={`${value} ${unit ?? ''}`}>
          {unit === 'seconds' ? duration(Number(value)) : `${plain(value, 40)} ${unit ?? ''}`}
        </span>
      ),
  },
  {
    id: 'detail',
    name: 'What the chain shows',
    value: (row) => row.detail,
    cell: (row) => (row.detail === null ? null : <span title={row.detail}>{plain(row.detail, 90)}</span>),
  },
  {
    id: 'source',
    name: 'Where it is published',
    value: (row) => row.source,
    cell: (row) => plain(row.source, 60),
  },
  {
    id: 'seen',
    name: 'Since (UTC)',
    hidden: true,
    value: (row) => row.seenAt,
    cell: (row) => <At at={row.seenAt} />,
  },
]

/** What the network has published, and has not, of what may happen to this node. */
export function Rules({ facts }: { facts: NodeFactsQuery }) {
  const rules = standingRules(facts.disclosures)
  const open = rules.filter((each) => each.status === 'undisclosed' || each.status === 'contradicted').length
  return (
    <section>
      <h2>Rules that apply to it</h2>
      <p>
        {rules.length === 0
          ? 'Nobody has written down what this network publishes of its rules.'
          : open === 0
            ? 'Every rule that is known of is published.'
            : `${open} of ${rules.length} rules are not published or not as the chain has them.`}
      </p>
      <Table
        name="Rules"
        prefix="rules."
        rows={rules}
        columns={COLUMNS}
        rowId={(row) => row.rule}
        empty="No rule of this network is recorded."
      />
    </section>
  )
}
