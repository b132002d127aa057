/** Why a payer counts as related, in words. The codes are those of docs/methodology/demand.md. */
const RULES: Readonly<Record<string, string>> = {
  operator: 'the payer owns the node or is paid for it',
  other_operator: 'the payer runs another node of the network',
  'first-party': 'the payer belongs to those who make the network',
  treasury: 'the payer is a treasury of the network',
  faucet: 'the payer is a faucet of the network',
}

const SOURCES: Readonly<Record<string, string>> = {
  operator: 'the node’s operator',
  other_operator: 'another operator of the network',
  'first-party': 'those who make the network',
  first_party: 'those who make the network',
  treasury: 'a treasury',
  faucet: 'a faucet',
}

/** A rule in words; an unknown code is shown as it is. */
export function ruleInWords(rule: string): string {
  const known = RULES[rule]
  if (known) return known
  const source = /^funded_by_(.+?)(_unproved)?$/.exec(rule)
  if (!source) return rule
  const [, from = '', unproved] = source
  return `${SOURCES[from] ?? from} had sent the payer money before it paid${unproved ? ', at an endpoint’s word' : ''}`
}

/** A parameter of a contract in words; one that nobody here knows is shown as the network calls it. */
export function parameterInWords(parameter: string): string {
  const selector = /^stopped:(0x[0-9a-f]{8})$/.exec(parameter)?.[1]
  return selector ? `emergency stop of proofs ${selector}` : parameter
}
