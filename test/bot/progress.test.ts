import { expect } from 'chai'
import { createProgress } from '../../bot/progress.ts'

describe('Progress', () => {
  it('is a bar that moves on one line where there is a terminal', () => {
    const { out, written } = terminal(true)
    const progress = createProgress('Flytter', out)
    progress.tell(15, 60)
    progress.tell(60, 60)
    progress.end()
    expect(written()).to.equal(`\rFlytter [${'#'.repeat(7)}${'.'.repeat(23)}] 15/60\rFlytter [${'#'.repeat(30)}] 60/60\n`)
  })

  it('writes nothing of what is done at once, and no signs of a terminal, where there is none', () => {
    const { out, written } = terminal(false)
    const progress = createProgress('Flytter', out)
    for (let done = 1; done <= 1000; done++) progress.tell(done, 1000)
    progress.end()
    expect(written()).to.equal('')
  })

  it('has no trouble with nothing to do', () => {
    const { out, written } = terminal(true)
    const progress = createProgress('Flytter', out)
    progress.tell(0, 0)
    progress.end()
    expect(written()).to.include('0/0')
  })
})

function terminal(isTTY: boolean) {
  let text = ''
  const write = (piece: string) => {
    text += piece
    return true
  }
  return { out: { isTTY, write }, written: () => text }
}
