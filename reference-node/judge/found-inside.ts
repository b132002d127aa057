/** How evidence was read that the transaction did not give to the contract itself. */
export const FOUND_INSIDE = 'found in the call of another contract'
