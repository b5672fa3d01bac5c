import { expect } from 'chai'
import type { AllDeskSettings } from '../../desk/deskSettings.ts'
import { createPresence } from '../../desk/presence.ts'
import { createWhoIsHere } from '../../desk/whoIsHere.ts'
import type { Offered } from '../../dialogs/conversation.ts'
import { atPeace, setting, talk } from '../dialogs/setting.ts'

const young = { id: 'kalundborg/unge', name: 'Ungeteamet', municipality: 'kalundborg' }
const settings: AllDeskSettings = new Map([['kalundborg', { teams: [young] }]])
const context = setting({ assess: atPeace })
const waiting = talk(['[human]', '[handover.confirm]'], context)

describe('Who can be asked about a conversation', () => {
  const presence = createPresence()
  const here = createWhoIsHere({ presence, settings })
  const maja = { id: 'maja' }
  for (const [id, municipalities, teams] of [
    ['maja', [], ['kalundborg/unge']],
    ['ole', [], ['kalundborg/unge']],
    ['eva', ['skive'], ['kalundborg/unge']],
    ['ida', ['kalundborg'], []],
  ] as [string, string[], string[]][]) {
    presence.connect({ id, name: id, municipalities, teams })
  }

  it('is everyone who is here and serves the municipality, oneself left out', () => {
    presence.choose('ida', 'busy')
    expect(here.colleagues(maja, 'kalundborg')).to.deep.equal([
      { id: 'ida', name: 'ida', presence: 'busy' },
      { id: 'ole', name: 'ole', presence: 'available' },
    ])
    expect(here.target({ counsellor: 'eva' }, maja, 'kalundborg')).to.equal(undefined)
  })

  it('is a team while another of it is here, and not one of another municipality', () => {
    expect(here.target({ team: young.id }, maja, 'kalundborg')).to.deep.equal({ team: young.id, name: 'Ungeteamet' })
    expect(here.target({ team: young.id }, maja, 'skive')).to.equal(undefined)
    expect(here.target({ team: young.id }, { id: 'ole' }, 'kalundborg')).to.not.equal(undefined)
    presence.choose('ole', 'away')
    expect(here.target({ team: young.id }, maja, 'kalundborg')).to.equal(undefined)
    presence.choose('ole', 'available')
  })

  it('is as many others of the team as have not said no', () => {
    const offered = (declined: string[]): Offered => ({ to: { team: young.id, name: 'x' }, at: '', orElse: 'sender', declined })
    expect(here.others(offered([]), { id: 'ida' }, waiting)).to.equal(2)
    expect(here.others(offered(['ole']), { id: 'ole' }, waiting)).to.equal(1)
    expect(here.others(offered(['ole', 'maja']), { id: 'maja' }, waiting)).to.equal(0)
    expect(here.others({ ...offered([]), to: { counsellor: 'ole', name: 'Ole' } }, { id: 'ole' }, waiting)).to.equal(0)
  })

  it('changes when someone chooses other teams, on other nodes too', () => {
    const elsewhere = createPresence()
    elsewhere.elsewhere('here', presence.firstHand())
    presence.belong('ida', [young.id])
    elsewhere.elsewhere('here', presence.firstHand())
    for (const one of [presence, elsewhere]) {
      expect(createWhoIsHere({ presence: one, settings }).ofTeam(young, maja)).to.equal(2)
      expect(one.of('ida')).to.equal('busy')
    }
  })
})
