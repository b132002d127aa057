import { expect, test } from 'vitest'
import { findDatabaseFault } from '../../../src/platform/database.ts'

const failed = (message: string, more: Record<string, string> = {}) => Object.assign(new Error(message), more)

test.each<[what: string, error: unknown, fault: string | undefined]>([
  ['no connection free', failed('timeout exceeded when trying to connect'), 'BUSY'],
  [
    'refused',
    failed('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED', syscall: 'connect' }),
    'UNAVAILABLE',
  ],
  [
    'refused on all addresses',
    Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
    'UNAVAILABLE',
  ],
  ['reset', failed('read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' }), 'UNAVAILABLE'],
  [
    'name unknown',
    failed('getaddrinfo ENOTFOUND db', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
    'UNAVAILABLE',
  ],
  ['hung up', failed('Connection terminated unexpectedly'), 'UNAVAILABLE'],
  ['connects for ever', failed('Connection terminated due to connection timeout'), 'UNAVAILABLE'],
  ['silent', failed('Query read timeout'), 'UNAVAILABLE'],
  [
    'shut down',
    failed('terminating connection due to administrator command', { code: '57P01' }),
    'UNAVAILABLE',
  ],
  ['starting', failed('the database system is starting up', { code: '57P03' }), 'UNAVAILABLE'],
  ['full', failed('sorry, too many clients already', { code: '53300' }), 'UNAVAILABLE'],
  ['no such database', failed('database "x" does not exist', { code: '3D000' }), 'UNAVAILABLE'],
  ['a statement that was cancelled', failed('canceling statement', { code: '57014' }), undefined],
  ['a table that is not there', failed('relation "x" does not exist', { code: '42P01' }), undefined],
  ['a file that is not there', failed('ENOENT', { code: 'ENOENT', syscall: 'open' }), undefined],
  ['a fault of ours', new TypeError('x is undefined'), undefined],
  ['no error', 'boom', undefined],
])('%s', (_, error, fault) => {
  expect(findDatabaseFault(error)).toBe(fault)
})
