/** How much a network says of a rule. */
export const DISCLOSURE: Readonly<Record<string, string>> = {
  disclosed: 'published, and nothing on chain speaks against it',
  inferred: 'not published, read off the chain',
  undisclosed: 'not published: nobody outside can know it',
  contradicted: 'published, and the chain says otherwise',
}
