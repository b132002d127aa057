import type { Step } from './steps.ts'

/** Changes that no test can notice, since what is computed stays the same: by file, then by the step's text. */
export const EQUIVALENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'reference-node/checks/snark/signals.ts': {
    '>= for > in Number(value) > Number.MAX_SAFE_INTEGER':
      'the largest safe integer itself has been answered two lines above',
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
