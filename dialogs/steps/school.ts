import type { District } from '../../registry/registry.ts'
import { buttons, type Scene } from '../scene.ts'
import type { Spoken } from '../spoken.ts'

/** The districts with a team where the citizen lives: only there is a school asked about, and only when they press for it. */
export const districtsHere = ({ talk, context }: Pick<Scene, 'talk' | 'context'>): District[] =>
  context.registry.districts.filter(({ municipality, team }) => municipality === talk.situation.municipality && team !== undefined)

/** Which school, day-care or town? Any of the districts can be pressed instead, and nothing needs to be answered. */
export const askSchool = (scene: Scene): Spoken => whichOf(districtsHere(scene), 'districts.ask', scene)

/** The town lies in several: which school is it? */
export const askWhichSchool = (among: readonly District[], scene: Scene): Spoken => whichOf(among, 'districts.several', scene)

/** A way to name the school, where districts have teams and none is known yet. */
export const schoolWay = (scene: Scene): string[] =>
  scene.talk.situation.district === undefined && districtsHere(scene).length > 0 ? ['school'] : []

const whichOf = (among: readonly District[], key: string, { t }: Scene): Spoken => ({
  text: t(key),
  choices: [...among.map(({ id, schools: [school = ''] }) => ({ value: `school.${id}`, title: school })), ...buttons(t, 'skip', 'human')],
  awaits: 'text',
})
