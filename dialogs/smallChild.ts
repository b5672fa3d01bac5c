import { plain } from './plain.ts'
import { calm, type Urgency } from './urgency.ts'

/**
 * A boy of eight who hits is a need of his, and no danger: his mother is helped, and not sent away from him. Only that, and only then;
 * so the age, which costs as much to read as the danger itself, is asked for only then.
 */
export function ofSmallChild(urgency: Urgency, text: string, ageOf: () => number | undefined): Urgency {
  const [kind, ...more] = urgency.kinds
  const hits = urgency.level === 'concern' && urgency.about === 'other' && kind === 'harmOthers' && more.every(one => one === 'violence')
  const hitsAtHome = kind === 'violence' && more.every(one => one === 'harmOthers') && smallHits.test(plain(text)) && !othersOrWounds(text)
  if (!hits && !hitsAtHome) return urgency
  const age = ageOf()
  return age !== undefined && age < 10 ? calm : urgency
}

/** "min søn på 8 slår mig": the child does it, whoever it is done to. */
const smallHits =
  /(?<!\p{L})(?:min|mit|vores|my|our) (?:\p{L}+ )?(?:søn|datter|dreng|pige|barn|knægt|son|daughter|boy|girl|child|kid) (?:(?:på|er|is) )?(?:\d+ (?:år )?)?(?:(?:og|som|der|han|hun|and|who|he|she) )*(?:slår|sparker|bider|kradser|river|skubber|nikker|spytter|hits|kicks|bites|scratches)(?!\p{L})(?! (?:sig|him|her)(?:self)?(?!\p{L}))/u

/** Anyone else who may be the one that hurts, a weapon, or a wound. */
const othersOrWounds = (text: string): boolean =>
  /(?<!\p{L})(?:far|fars|mand|kæreste|eks|papfar|stedfar|bonusfar|onkel|mor|kniv|saks|våben|blod|bløder|kvæl\p{L}*|ihjel|dræb\p{L}*|dad|father|husband|boyfriend|knife|blood)(?!\p{L})/u.test(
    plain(text),
  )
