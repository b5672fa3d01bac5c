import { questions } from './move.ts'
import type { Question } from './steps/question.ts'
import type { StepId } from './talk.ts'

/** Buttons of an older question still answer that question. */
export function questionAt(step: StepId, choice: string | undefined): Question | undefined {
  const prefix = choice?.split('.')[0]
  const id =
    prefix === 'who' ? 'who' : prefix === 'theme' ? 'mind' : prefix === 'scale' ? 'scale' : prefix === 'followUp' ? 'followUp' : step
  return questions.find(question => question.id === id)
}
