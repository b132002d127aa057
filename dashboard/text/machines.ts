/** What runs a role when nobody says what they own: a subject of the catalogue, as `CostInput` takes it. */
export const MACHINES: Readonly<Record<string, { readonly hardware?: string; readonly instance?: string }>> =
  {
    'tee-proxy': { instance: 'aws-m5.xlarge' },
    'tee-gpu': { hardware: 'H100_SXM5_80' },
    'snark-prover': { hardware: 'RTX_4090' },
    'onnx-runner': { hardware: 'RTX_4090' },
  }

/** The roles that nodes of the indexed networks have, as the chain words them. */
export const ROLES = ['tee-gpu', 'tee-proxy', 'snark-prover', 'onnx-runner', 'validator'] as const

export const machineName = (role: string): string => {
  const machine = MACHINES[role]
  return machine?.instance ?? machine?.hardware ?? 'a machine of your own'
}
