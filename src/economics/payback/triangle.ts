/** The q-quantile of a triangular distribution. Of one value it is that value: the side above the peak, which has no width. */
export function triangleAt(low: number, mode: number, high: number, q: number): number {
  return q < (mode - low) / (high - low)
    ? low + Math.sqrt(q * (high - low) * (mode - low))
    : high - Math.sqrt((1 - q) * (high - low) * (high - mode))
}
