import { buttons, type Scene, voice } from '../scene.ts'
import type { Spoken } from '../spoken.ts'

/** The next small step they take themselves, asked when the offers are there: the last of the solution-focused questions. */
export const askSmallStep = ({ talk, t }: Scene): Spoken => ({
  text: t(`loft.smallStep.ask.${voice(talk.situation)}`),
  choices: buttons(t, 'skip', 'human'),
  awaits: 'text',
})

/** A way to it, where the talk is solution-focused and no step was named. */
export const smallStepWay = ({ talk }: Pick<Scene, 'talk'>): string[] =>
  talk.solutionFocused === true && talk.situation.oneStepUp === undefined && talk.situation.role !== 'professional' ? ['smallStep'] : []
