// CPUID models of family 6, extended model first, as Intel numbers them.
const INTEL: Readonly<Record<string, string>> = {
  '4e': 'skylake',
  '5e': 'skylake',
  '8e': 'kaby-lake',
  '9e': 'coffee-lake',
  '6a': 'ice-lake',
  '6c': 'ice-lake',
  '8f': 'sapphire-rapids',
  cf: 'emerald-rapids',
  ad: 'granite-rapids',
}

/** Families of processors that advisories name, oldest first. */
export const CPU_FAMILIES = [
  'skylake',
  'kaby-lake',
  'coffee-lake',
  'ice-lake',
  'sapphire-rapids',
  'emerald-rapids',
  'granite-rapids',
  'naples',
  'rome',
  'milan',
  'genoa',
  'bergamo',
  'turin',
] as const

// Platform, extended family 0, extended model, 0, family 6, model.
const FAMILY_6 = /^[0-9a-f]0([0-9a-f])06([0-9a-f])/

/** The family that an FMSPC is of: it begins with CPUID's signature without the stepping (0x606A6 gives 00606A…). Null: a model that is not known here. */
export function familyOfFmspc(fmspc: string): string | null {
  const [, extended = '', model = ''] = FAMILY_6.exec(fmspc) ?? []
  return INTEL[extended + model] ?? null
}

/** The family of an AMD processor by CPUID; `bergamo` is that of 97x4 and 8004. */
export function familyOfCpuid({
  family,
  model,
}: {
  readonly family: number
  readonly model: number
}): string | null {
  if (family === 0x1a) return model <= 0x1f ? 'turin' : null
  if (family === 0x17) return model <= 0x0f ? 'naples' : model >= 0x30 && model <= 0x3f ? 'rome' : null
  if (family !== 0x19) return null
  if (model <= 0x0f) return 'milan'
  if (model >= 0x10 && model <= 0x1f) return 'genoa'
  return model >= 0xa0 && model <= 0xaf ? 'bergamo' : null
}
