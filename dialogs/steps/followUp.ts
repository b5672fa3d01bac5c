import { doesNotKnow, readYesNo, skips } from '../answers.ts'
import type { TalkContext } from '../context.ts'
import { buttons, ways } from '../scene.ts'
import type { Talk } from '../talk.ts'
import { passing, type Question, withSituation } from './question.ts'

/**
 * A parent whose child was just assessed or diagnosed is asked if they wish to be followed up (På Forkant): three check-ins that a counsellor opens,
 * known by a code. Asked only where the municipality gives them. freshTalk knows where; who and what are told on the way.
 */
export const followUp: Question = {
  id: 'followUp',
  known: ({ followsUp, passed, situation: { role, facts, age } }) =>
    followsUp !== true || passed.includes('followUp') || role !== 'parent' || facts.assessed !== true || (age ?? 0) >= 18,
  ask: scene => ({
    text: scene.t('followUp.ask'),
    choices: [...buttons(scene.t, 'followUp.yes', 'followUp.no'), ...ways(scene).filter(({ value }) => value !== 'skip')],
    awaits: 'text',
  }),
  hear: ({ text, choice }, { talk }) => {
    const wished = choice === 'followUp.yes' ? true : choice === 'followUp.no' ? false : choice === undefined ? readYesNo(text) : undefined
    if (wished === true) return passing(withSituation(talk, { wishesFollowUp: true }), 'followUp')
    return wished === false || doesNotKnow(text) || skips(text) ? passing(talk, 'followUp') : undefined
  },
}

/** Whether an offer of the municipality is given as check-ins by code. */
export const followsUp = (municipality: string, { registry }: Pick<TalkContext, 'registry'>): Pick<Talk, 'followsUp'> =>
  registry.offers.some(offer => offer.municipality === municipality && offer.checkIns === true && offer.status !== 'ended')
    ? { followsUp: true }
    : {}
