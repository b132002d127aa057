import { describe, expect, it } from 'vitest'
import { Question } from '../../../src/gateway/endpoints/question.ts'

const answer = (text: string) => Buffer.from(text)

describe('a question put to several endpoints', () => {
  it('has one id, and another question another', () => {
    expect(new Question('eth_getLogs', []).id).not.toBe(new Question('eth_getLogs', []).id)
  })

  it('knows an answer again by its very bytes', () => {
    const question = new Question('eth_getLogs', [{}])
    const results = [['a log']]
    expect(question.findResults(answer('[1]'))).toBeUndefined()
    question.keepResults(answer('[1]'), results)
    expect(question.findResults(answer('[1]'))).toBe(results)
    expect(question.findResults(answer('[2]'))).toBeUndefined()
    expect(question.findResults(answer('[1] '))).toBeUndefined()
  })

  it('keeps the first answer: a second that differs does not take its place', () => {
    const question = new Question('eth_getLogs', [{}])
    question.keepResults(answer('[1]'), ['one'])
    question.keepResults(answer('[2]'), ['two'])
    expect(question.findResults(answer('[1]'))).toEqual(['one'])
    expect(question.findResults(answer('[2]'))).toBeUndefined()
  })

  it('reads a result once, and one that could not be read again', () => {
    const question = new Question('eth_getLogs', [{}])
    const result = ['a log']
    let reads = 0
    const refuse = () => {
      reads++
      throw new TypeError('not a log')
    }
    expect(() => question.readOnce(result, refuse)).toThrow('not a log')
    expect(() => question.readOnce(result, refuse)).toThrow('not a log')
    const read = () => {
      reads++
      return 'read'
    }
    expect(question.readOnce(result, read)).toBe('read')
    expect(question.readOnce(result, read)).toBe('read')
    expect(question.readOnce(['a log'], read)).toBe('read')
    expect(reads).toBe(4)
  })
})
