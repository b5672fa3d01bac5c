import { expect } from 'chai'
import fc from 'fast-check'
import { awaited, emptyTalk, hear, openChoices, say, sent, type Talk } from '../../web/widget/talk.ts'
import type { Activity } from '../../web/widget/wire.ts'

describe('the talk on the screen', () => {
  it('shows each line once and in the server’s order, however often and in whatever order it is delivered', () => {
    const log = Array.from({ length: 8 }, (_, index) => (index % 3 === 0 ? own(index + 1, `c${index}`) : bot(index + 1, `line ${index}`)))
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...log), { minLength: 20, maxLength: 60 }), delivered => {
        const talk = hear(emptyTalk, [...delivered, ...log], 0)
        expect(talk.lines.map(({ number }) => number)).to.deep.equal(log.map((_, index) => index + 1))
      }),
    )
  })

  it('puts the echo in the place of what the citizen sees already', () => {
    const talk = hear(say(emptyTalk, 'hej', 'c1'), [own(1, 'c1', 'hej')], 0)
    expect(talk.lines).to.have.length(1)
    expect(talk.lines[0]).to.include({ key: 'c1', number: 1, sent: 'saved' })
  })

  it('keeps what is not saved yet at the end', () => {
    const talk = hear(say(emptyTalk, 'hej', 'c1'), [bot(1, 'Hvem?')], 0)
    expect(talk.lines.map(({ text }) => text)).to.deep.equal(['Hvem?', 'hej'])
  })

  it('never calls a saved line unsaved again', () => {
    const talk = sent(hear(say(emptyTalk, 'hej', 'c1'), [own(1, 'c1')], 0), 'c1', 'again')
    expect(talk.lines[0]?.sent).to.equal('saved')
  })

  it('keeps the buttons since the citizen’s last word open, and each where it was said last', () => {
    const talk = hear(emptyTalk, [bot(1, 'Før', ['old']), own(2, 'c1'), bot(3, 'Nu', ['skip', 'yes']), bot(4, 'Stadig', ['skip'])], 0)
    expect([...openChoices(talk)].map(([key, choices]) => [key, choices.map(({ value }) => value)])).to.deep.equal([
      ['b4', ['skip']],
      ['b3', ['yes']],
    ])
  })

  it('makes the buttons inert when one was pressed', () => {
    const talk = say(hear(emptyTalk, [bot(1, 'Hvem?', ['me'])], 0), 'Mig selv', 'c1')
    expect(openChoices(talk).size).to.equal(0)
    expect(awaited(talk)).to.equal(undefined)
  })

  it('takes down the queue’s button when the queue is left', () => {
    const waiting = hear(emptyTalk, [bot(1, 'Du står i kø', ['withdraw']), state({ holder: 'queue' })], 0)
    expect(openChoices(waiting).size).to.equal(1)
    expect(openChoices(hear(waiting, [state({ holder: 'counsellor', name: 'Mette' })], 0)).size).to.equal(0)
  })

  it('knows who has the word from the state, and without it from who speaks', () => {
    const told = hear(emptyTalk, [state({ holder: 'counsellor', name: 'Mette', seenByCounsellor: 3 })], 0)
    expect(told).to.include({ holder: 'counsellor', name: 'Mette', seen: 3 })
    const heard = hear(emptyTalk, [{ ...bot(1, 'Hej'), ...from('counsellor', 'Mette') }], 0)
    expect(heard).to.include({ holder: 'counsellor', name: 'Mette' })
    expect(hear(heard, [bot(2, 'Nu er det mig igen')], 0).holder).to.equal('bot')
  })

  it('ends the typing when the message comes', () => {
    const typing: Talk = hear(emptyTalk, [{ type: 'typing', from: { role: 'bot', name: 'Mette' } }], 5)
    expect(typing.typing).to.deep.equal({ name: 'Mette', at: 5 })
    expect(hear(typing, [bot(1, 'Hej')], 6).typing).to.equal(undefined)
  })
})

function bot(number: number, text: string, choices: string[] = []): Activity {
  return {
    id: `b${number}`,
    type: 'message',
    text,
    from: { role: 'bot', name: 'Brobygger' },
    suggestedActions: { actions: choices.map(choice => ({ title: choice, value: { choice } })) },
    channelData: { number, brobygger: { who: 'bot', awaits: 'text' } },
  }
}

function own(number: number, clientActivityID: string, text = 'ord'): Activity {
  return {
    id: `o${number}`,
    type: 'message',
    text,
    from: { role: 'user' },
    channelData: { number, clientActivityID, brobygger: { who: 'citizen' } },
  }
}

const from = (who: 'counsellor', name: string) => ({ from: { role: 'bot', name }, channelData: { number: 1, brobygger: { who } } })

const state = (value: Record<string, unknown>): Activity => ({ type: 'event', name: 'brobygger.state', value })
