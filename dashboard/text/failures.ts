interface Failure {
  /** What is true of the failure, where the API's own message does not say it to somebody who only reads pages. */
  readonly meaning: string
  /** What a reader can do about it. */
  readonly remedy: string
}

const OWN_FAULT: Failure = {
  meaning: 'These pages asked what this API does not take: they are older or newer than it, or have a fault.',
  remedy: 'Load the page again; if it stays, the code below is what its makers need.',
}

const TOO_LARGE: Failure = {
  meaning: 'The question is larger than one caller may ask at once.',
  remedy: 'Choose fewer days, fewer columns or a smaller list; whole tables are at /export.',
}

const TOO_MANY: Failure = {
  meaning: 'This server takes only so many questions from one address, so that others get theirs.',
  remedy: 'Wait a moment and ask again; whoever runs it can give you a key with more.',
}

const AWAY: Failure = {
  meaning: 'The API is there and its database is not, or has no room for another question just now.',
  remedy: 'It was asked three times more. Ask again in a moment; if you run it, look at /status.',
}

/**
 * What stands beside the API's message, by code: those of docs/api/README.md that a question of a page can get, and the two that
 * these pages give themselves.
 */
export const FAILURES: Readonly<Record<string, Failure>> = {
  NO_ANSWER: {
    meaning: '',
    remedy: 'It is asked again as soon as it answers. If you run it, look at /status.',
  },
  UNEXPECTED: {
    meaning: 'The answer could not be read: a fault of these pages.',
    remedy: 'Load the page again; if it stays, the words above are what its makers need.',
  },
  COST_LIMIT: TOO_LARGE,
  BODY_LIMIT: TOO_LARGE,
  FILTER_LIMIT: TOO_LARGE,
  TOO_MANY_ROWS: {
    meaning:
      'Such a figure is summed entry by entry, and of a part there is none, because it would look like the whole. Nothing is wrong with the data.',
    remedy:
      'Where the message asks for fewer days, choose fewer above. Where it asks for an earlier end, write one into the address: to=2026-05-01. Every entry is at /export.',
  },
  STATEMENT_TIMEOUT: {
    meaning: 'The database was stopped after five seconds, so that one question does not hold up all others.',
    remedy: 'Choose fewer days or fewer columns, or ask again when fewer people ask.',
  },
  RATE_LIMIT: TOO_MANY,
  QUOTA: {
    meaning: 'This key has asked as many questions today as it may.',
    remedy: 'Wait for the next day in UTC, or ask whoever runs this server for more.',
  },
  BUSY: AWAY,
  UNAVAILABLE: AWAY,
  BLOCK_UNKNOWN: {
    meaning: 'The moment that the address asks about is not indexed here.',
    remedy: 'Choose one between the first and the newest block: the foot of the page says which that is.',
  },
  NETWORK_UNKNOWN: {
    meaning: 'This server has no file of that network, or has indexed nothing of it.',
    remedy: 'Choose a network at the top of the page.',
  },
  NODE_UNKNOWN: {
    meaning: 'No node of that name had joined by then.',
    remedy: 'Look for it with the search above, or in the list of nodes with those that left.',
  },
  ID_AMBIGUOUS: {
    meaning: 'Several networks have something of that name.',
    remedy: 'Choose the network first, or search for the whole name.',
  },
  BAD_USER_INPUT: {
    meaning: 'Something that was typed in or stands in the address is not of its kind or beyond its range.',
    remedy: 'Correct what the message names.',
  },
  BAD_CURSOR: {
    meaning: 'The list has changed since the page asked for its beginning.',
    remedy: 'Ask again.',
  },
  KEY_UNKNOWN: {
    meaning: 'The key that something between you and the API adds is not one of it.',
    remedy: 'Whoever runs what is between can mend it.',
  },
  BAD_REQUEST: OWN_FAULT,
  GRAPHQL_PARSE_FAILED: OWN_FAULT,
  GRAPHQL_VALIDATION_FAILED: OWN_FAULT,
  FIELD_LIMIT: OWN_FAULT,
  DIRECTIVE_LIMIT: OWN_FAULT,
  DEPTH_LIMIT: OWN_FAULT,
  ALIAS_LIMIT: OWN_FAULT,
  ROOT_FIELD_LIMIT: OWN_FAULT,
  TOKEN_LIMIT: OWN_FAULT,
  INTERNAL: {
    meaning: 'A fault of the server, and not of what you asked.',
    remedy: 'Whoever runs it finds the cause in its log, under the id in the message.',
  },
}

const UNKNOWN: Failure = {
  meaning: 'These pages do not know this code: they may be older than the API.',
  remedy: 'Load the page again.',
}

/** What is true of a failure and what to do about it; a code that is not known says so. */
export const failureOf = (code: string): Failure => FAILURES[code] ?? UNKNOWN
