import type { Change } from '../../dialogs/change.ts'
import type { TalkContext } from '../../dialogs/context.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { take, vanish } from '../../dialogs/handoff.ts'
import { close, giveBack } from '../../dialogs/wrapUp.ts'
import { begin, talk } from './setting.ts'

export const maja = { id: 'maja', name: 'Maja' }
export const ole = { id: 'ole', name: 'Ole' }

/** The changed conversation; a refusal fails the test. */
export function granted(change: Change): Conversation {
  if (!change.ok) throw new Error(`refused: ${change.why}`)
  return change.conversation
}

/** Every state a conversation can stand in, by name, reached the way a citizen reaches it. Words that hold no danger. */
export function everyState(context: TalkContext): [string, Conversation][] {
  const to = (...lines: string[]) => talk(lines, context, begin(context))
  const inHalsnaes = (...lines: string[]) => talk(lines, context, begin(context, 'da', 'halsnaes'))
  const offers = to('[who.young]', '15', '[theme.bullying]', '[offers]')
  const queue = to('[human]', '[handover.confirm]')
  const counsellor = granted(take(queue, maja, context))
  const number = counsellor.holderNumber
  return [
    ['who', to()],
    ['age', to('[who.young]')],
    ['mind', to('[who.young]', '15')],
    ['scale', to('[who.young]', '15', '[theme.bullying]')],
    ['oneStep', to('[who.young]', '15', '[theme.bullying]', '4')],
    ['helps', to('[who.young]', '15', '[theme.bullying]', '4', '[skip]')],
    ['hopes', inHalsnaes('[who.young]', '15', '[theme.bullying]')],
    ['works', inHalsnaes('[who.young]', '15', '[theme.bullying]', 'en ven', '4')],
    ['school', inHalsnaes('[offers]', '[school]')],
    ['small step', inHalsnaes('[who.young]', '15', '[theme.bullying]', '[offers]', '[smallStep]')],
    ['follow-up', talk(['[who.parent]', '9', 'han har lige fået diagnosen adhd', '[skip]'], context, begin(context, 'da', 'holstebro'))],
    ['clarify', toClarify(context)],
    ['offers', offers],
    ['misfit', talk(['[misfit]'], context, offers)],
    ['handover', talk(['[human]'], context, offers)],
    ['farewell', talk(['[farewell]'], context, offers)],
    ['erasing', talk(['slet alt'], context, offers)],
    ['ended by farewell', talk(['[farewell]', '[useful.yes]'], context, offers)],
    ['waiting', queue],
    ['with counsellor', counsellor],
    ['waiting again', granted(vanish(counsellor, context))],
    ['given back', granted(giveBack(counsellor, maja, number, context))],
    ['closed by counsellor', granted(close(counsellor, maja, number, context))],
  ]
}

/** A fact being asked, whatever the registry finds worth asking today. */
function toClarify(context: TalkContext): Conversation {
  const conversation = begin(context)
  return {
    ...conversation,
    talk: { ...conversation.talk, step: 'clarify', asking: 'hasCase', passed: ['who', 'age', 'mind', 'scale', 'oneStep', 'helps'] },
  }
}
