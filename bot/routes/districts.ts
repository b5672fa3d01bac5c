import { offerView } from '../../dialogs/offerView.ts'
import { type Locale, translator } from '../../locales/translate.ts'
import type { District } from '../../registry/registry.ts'
import type { DistrictView } from '../../web/districtPage.ts'
import type { Services } from '../services.ts'

/** The districts of a municipality that have a team of their own. */
export const districtsOf = ({ registry }: Pick<Services, 'registry'>, municipality: string): District[] =>
  registry.districts.filter(district => district.municipality === municipality && district.team !== undefined)

/** What anyone may read of a district: the team's professions, never a name, and the municipality's offers, least intrusive first. */
export function districtView(
  { registry, context }: Pick<Services, 'registry' | 'context'>,
  district: District,
  locale: Locale,
): DistrictView {
  const t = translator(locale)
  const offers = registry.offers
    .filter(({ kind, municipality, status }) => kind === 'offer' && municipality === district.municipality && status !== 'ended')
    .sort((a, b) => a.step - b.step || (a.id < b.id ? -1 : 1))
    .map(offer => {
      const { name, summary, firstStep, toVerify } = offerView(offer, locale, context(district.municipality))
      return { name, summary, ...firstStep, ...(toVerify !== undefined && { toVerify }) }
    })
  return {
    id: district.id,
    name: district.name,
    schools: district.schools,
    daycares: district.daycares ?? [],
    professions: district.team?.professions.map(profession => t(`districts.profession.${profession}`)) ?? [],
    offers,
    toVerify: district.team?.toVerify ?? false,
  }
}
