import { expect } from 'chai'
import { readIntent } from '../../dialogs/intents/readIntent.ts'
import { areYouHumanAsked } from './asking.ts'

describe('"are you a human?"', () => {
  for (const text of areYouHumanAsked) it(`is heard in "${text}"`, () => expect(readIntent(text)).to.equal('areYouHuman'))
})
