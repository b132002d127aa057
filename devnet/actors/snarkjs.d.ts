declare module 'snarkjs' {
  // Merges with what the reference node's checks declare.
  interface Verifier {
    fullProve(
      input: Record<string, unknown>,
      wasm: string,
      zkey: string,
    ): Promise<{ proof: unknown; publicSignals: string[] }>
  }
}
