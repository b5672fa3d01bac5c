import { type Locale, translator } from '../../locales/translate.ts'
import { brandColour } from './icons.ts'

export interface PackageAbout {
  appId: string
  /** Grows with each package that replaces another: 1.0.0, 1.0.1. */
  version: string
  /** Who runs it, as Teams shows it. */
  publisher: string
  /** The page with the anonymous chat, and the pages on privacy and terms. */
  website: string
  privacy: string
  terms: string
  /** Hosts that the app leads to. */
  domains: string[]
}

const schemaVersion = '1.23'
const schemas = `https://developer.microsoft.com/json-schemas/teams/v${schemaVersion}`
const commands = ['help', 'human', 'erase'] as const

/**
 * The manifest of the Teams app, in Danish, and its English texts: a bot for one person at a time. It asks for no permission, has no tab, no message
 * extension, no sign-in, and takes no files. Pure.
 */
export function manifest({ appId, version, publisher, website, privacy, terms, domains }: PackageAbout): Record<string, unknown> {
  const t = translator('da')
  return {
    $schema: `${schemas}/MicrosoftTeams.schema.json`,
    manifestVersion: schemaVersion,
    version,
    id: appId,
    developer: { name: publisher, websiteUrl: website, privacyUrl: privacy, termsOfUseUrl: terms },
    name: { short: t('teams.package.name'), full: t('teams.package.fullName') },
    description: { short: t('teams.package.short'), full: t('teams.package.full') },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: brandColour,
    defaultInstallScope: 'personal',
    bots: [
      {
        botId: appId,
        scopes: ['personal'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [{ scopes: ['personal'], commands: commands.map(command => worded(command, 'da')) }],
      },
    ],
    validDomains: [...new Set(domains)],
    localizationInfo: { defaultLanguageTag: 'da', additionalLanguages: [{ languageTag: 'en', file: 'en.json' }] },
  }
}

export function englishTexts(): Record<string, string> {
  const t = translator('en')
  const listed = commands.flatMap((command, i) => {
    const { title, description } = worded(command, 'en')
    const key = `bots[0].commandLists[0].commands[${i}]`
    return [
      [`${key}.title`, title],
      [`${key}.description`, description],
    ]
  })
  return {
    $schema: `${schemas}/MicrosoftTeams.Localization.schema.json`,
    'name.short': t('teams.package.name'),
    'name.full': t('teams.package.fullName'),
    'description.short': t('teams.package.short'),
    'description.full': t('teams.package.full'),
    ...Object.fromEntries(listed),
  }
}

function worded(command: (typeof commands)[number], locale: Locale): { title: string; description: string } {
  const t = translator(locale)
  return { title: t(`teams.package.commands.${command}.title`), description: t(`teams.package.commands.${command}.description`) }
}
