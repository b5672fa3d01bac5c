import { expect } from 'chai'
import { kindOf } from '../../bot/kindOf.ts'

describe('the kind of an error, as the log has it', () => {
  it('says where in our code it happened, and nothing of its message', () => {
    const error = Object.assign(new Error("ENOENT: no such file, open '/srv/store/conversations/hemmelig-id.json'"), { name: 'Gone' })
    error.stack = `Gone: ${error.message}\n    at open (node:fs:1:1)\n    at read (/srv/brobygger/store/journal.ts:12:3)`
    expect(kindOf(error)).to.equal('Gone store/journal.ts:12:3)')
    expect(kindOf(new TypeError('jeg hedder Sofie /bot/x'))).not.to.include('Sofie')
    expect(kindOf('et ord')).to.equal('string')
  })
})
