import type { HomeQuery } from '../../data/generated/graphql.ts'

/** The roles that nodes of the network have, the most frequent first. */
export function rolesOf(data: HomeQuery): { role: string; nodes: number }[] {
  const counts = [
    { role: 'tee-gpu', of: data.teeGpu },
    { role: 'tee-proxy', of: data.teeProxy },
    { role: 'snark-prover', of: data.snarkProver },
    { role: 'onnx-runner', of: data.onnxRunner },
    { role: 'validator', of: data.validator },
  ]
  return counts
    .map(({ role, of }) => ({ role, nodes: of?.totalCount ?? 0 }))
    .filter((each) => each.nodes > 0)
    .sort((a, b) => b.nodes - a.nodes)
}
