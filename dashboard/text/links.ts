const RULES: Readonly<Record<string, string>> = {
  operator: 'the payer is its own operator',
  'first-party': 'the payer belongs to the network’s makers',
  treasury: 'the payer is the network’s treasury',
  faucet: 'the payer is a faucet',
  other_operator: 'the payer runs another node',
}

/** A rule of the tracing in words; `funded_by_` and `_unproved` are said, not spelled. */
export function ruleOf(rule: string): string {
  const unproved = rule.endsWith('_unproved')
  const base = rule.replace(/_unproved$/, '')
  const source = base.replace(/^funded_by_/, '').replaceAll('_', ' ')
  const words = base.startsWith('funded_by_') ? `its money came from ${source}` : (RULES[base] ?? source)
  return unproved ? `${words}, at an endpoint’s word` : words
}
