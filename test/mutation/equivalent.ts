import type { Step } from './steps.ts'

/** Changes that no test can notice, since what is computed stays the same: by file, then by the step's text. */
export const EQUIVALENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'reference-node/checks/snark/signals.ts': {
    '>= for > in Number(value) > Number.MAX_SAFE_INTEGER':
      'the largest safe integer itself has been answered two lines above',
  },
  'src/economics/cost.ts': {
    '<= for < in compare(months, point.months) < 0': 'where two lines meet both say what is left at that age',
  },
  'src/economics/demand.ts': {
    '<= for < in a.rule < b.rule': 'each rule is there once',
  },
  'src/economics/dust.ts': {
    '> for >= in shift >= 0': 'ten to the power of nothing is one, multiplied or divided by',
  },
  'src/economics/exact.ts': {
    '<= for < in bottom < 0n': 'nothing is divided by zero: that is refused one line above',
    '> for >= in exponent >= 0': 'ten to the power of nothing is one, multiplied or divided by',
    '>= for > in product.d > LARGE': 'in lowest terms or not it is the same fraction',
    '> for >= in compare(a, b) >= 0': 'of two equal ones either is the greater',
    '<= for < in a < 0n': 'zero is its own negative',
    '<= for < in a.n < 0n': 'zero has no digits other than zero, and then no sign is written',
  },
  'src/economics/figure.ts': {
    '<= for < in Math.abs(value) < 1e-90':
      'no figure is written with ninety places, so that either is a zero',
  },
  'src/economics/lots.ts': {
    '>= for > in compare(lot.amount, wanted) > 0': 'a lot of which nothing is left adds nothing to any sum',
  },
  'src/economics/payer-shares.ts': {
    '<= for < in a.payer < b.payer': 'each payer is there once',
  },
  'src/economics/realised/undecided.ts': {
    '+ for - in b.nodes - a.nodes':
      'moments come in this order, and of two steps of one moment either sign leaves who joined before what came and who left behind it',
    '/ for * in sign * (a.usd - b.usd)':
      'only the sign of a comparison counts, and of two equal amounts either may be first',
  },
  'src/economics/presence.ts': {
    '>= for > in (absences[index]?.to ?? 0) > from':
      'an absence that ends as the window begins takes nothing of it',
  },
  'src/economics/pooled-stake.ts': {
    '<= for < in nameOf(a) < nameOf(b)': 'each token is there once',
  },
  'src/economics/leaderboard.ts': {
    '<= for < in a.node.key < b.node.key': 'each node is there once',
  },
  'src/economics/price.ts': {
    '> for >= in at >= last.from': 'what is looked up again is found again',
    '>= for > in at > from': 'what begins twice at one moment is one stretch',
    '<= for < in a.venue < b.venue': 'a series has each venue once',
  },
  'src/economics/recomputed.ts': {
    '>= for > in whole > others': 'of two alike nothing is left, by subtraction or by rule',
  },
  'src/economics/risk/advisory.ts': {
    '>= for > in found > part': 'parts that are alike are passed over one line above',
  },
  'src/economics/risk/concentration.ts': {
    '<= for < in a < b': 'each holder is there once',
  },
  'src/economics/stress/queue.ts': {
    '> for >= in load >= 1':
      'with a load of one nobody finds the server idle, and all shares are multiples of those who do',
  },
  'src/economics/stress/replay.ts': {
    '>= for > in at > 0': 'the first changes places with itself',
  },
  'src/economics/value.ts': {
    '<= for < in whole.value.n < 0n': 'of nothing there is no share: that is answered one line above',
  },
  'src/economics/payback/bootstrap.ts': {
    '- for + in at + 1':
      'of a block with the next or with the one before: all pairs of neighbours, once each',
  },
  'src/economics/payback/break-even.ts': {
    '<= for < in compare(left, ONE) < 0': 'of a whole month its part is one, either way',
  },
  'src/economics/payback/draw.ts': {
    '<= for < in index < amounts.length':
      'beyond the last of some amounts there is none, and nothing is added',
  },
  'src/economics/payback/sampled-nodes.ts': {
    '<= for < in a.node < b.node': 'no node is in a sample twice',
  },
  'src/economics/payback/triangle.ts': {
    '<= for < in q < (mode - low) / (high - low)': 'at the peak of a triangle both sides of it give the peak',
  },
  'src/economics/period.ts': {
    '* for / in day / DAY': 'the square of 86,400 leaves 1 over a week of 7, so that both leave the same',
  },
  'src/economics/service.ts': {
    '> for >= in each.delivered >= q - 1e-12':
      'the allowance is wider than what doubles round by, and no share of requests lies at its very border',
  },
  'src/economics/xirr.ts': {
    'Math.max for Math.min in Math.min(...some.map((flow) => flow.at))':
      'counted from the first flow or from the last, the same rate makes them worth nothing',
    '- for + in value + flow.amount * Math.exp(-log * (years[index] ?? 0))':
      'the same sum below zero is zero at the same rates',
    '<= for < in step < 100': 'after 60 halvings no double lies between the two ends',
  },
  'src/economics/penalties.ts': {
    '< for <= in compare(comparable.nodeDays, limit) <= 0':
      'at the limit the weight is limit ÷ limit, which is 1 too',
  },
  'src/economics/reference-rows.ts': {
    '<= for < in a.id < b.id': 'no two rows have one id: the catalogue is refused otherwise',
  },
}

/** Whether leaving the step out, or changing it, is known to change nothing. */
export function isEquivalent({ file, text }: Pick<Step, 'file' | 'text'>): boolean {
  return EQUIVALENT[file]?.[text] !== undefined
}
