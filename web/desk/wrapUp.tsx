import type { Told } from './ending.ts'
import { fill, type Words } from './words.ts'

/** What came of it, with one press, the offers that were put into the conversation among it. Only counts are kept. */
export function WrapUp({ offers, t, onChoose }: { offers: { id: string; name: string }[]; t: Words; onChoose(came: Told): void }) {
  const w = t.wrapUp
  const button = (key: string, text: string, came: Told) => (
    <button key={key} type="button" class="button button-primary" onClick={() => onChoose(came)}>
      {text}
    </button>
  )
  return (
    <fieldset class="wrap-up">
      <legend class="form-label">{w.outcome}</legend>
      {button('helpedOn', w.helpedOn, { outcome: 'helpedOn' })}
      {offers.map(({ id, name }) => button(id, fill(w.referredTo, { name }), { outcome: 'referred', offerId: id }))}
      {button('referred', offers.length > 0 ? w.referredOther : w.referred, { outcome: 'referred' })}
      {button('left', w.left, { outcome: 'left' })}
      {button('unsettled', w.unsettled, { outcome: 'unsettled' })}
      <button type="button" class="button button-secondary" onClick={() => onChoose({})}>
        {w.skip}
      </button>
    </fieldset>
  )
}
