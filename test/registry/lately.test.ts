import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect } from 'chai'
import { lately } from '../../registry/lately.ts'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

describe('what was worked out lately', () => {
  it('is not worked out again for the very same things, and is for others', () => {
    const asked: string[][] = []
    const count = lately((words: string[], at: number) => asked.push([...words, String(at)]))
    const words = ['jeg er ensom']
    expect([count(words, 1), count(words, 1), count(words, 2), count([...words], 2), count([...words], 2)]).to.deep.equal([1, 1, 2, 3, 4])
  })

  it('is not kept once the turn is over, nor what it was worked out from', async () => {
    const heard = lately((words: string[]) => ({ words }))
    let words: string[] | undefined = ['hemmeligt']
    const ghost = new WeakRef(words)
    heard(words)
    words = undefined
    await new Promise(resolve => setTimeout(resolve))
    collect()
    expect(ghost.deref()).to.equal(undefined)
  })
})
