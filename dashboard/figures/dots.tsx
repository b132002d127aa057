/** Ten dots, so many of them filled: what a share means to somebody who reads no percentages. */
export function Dots({ share, label }: { share: number; label: string }) {
  const filled = Math.round(share * 10)
  return (
    <svg className="dots" viewBox="0 0 124 14" role="img" aria-label={label}>
      <title>{label}</title>
      {Array.from({ length: 10 }, (_, at) => (
        <circle key={at} cx={7 + at * 12} cy={7} r={4.5} className={at < filled ? 'on' : 'off'} />
      ))}
    </svg>
  )
}
