interface Entry {
  readonly integrity?: string
  readonly link?: boolean
  readonly inBundle?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
}

export function findUnchecked(
  packages: Readonly<Record<string, Entry>>,
  machine?: { readonly platform: string; readonly arch: string },
): string[]
