import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium']

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A Chromium of this machine, without window and without network of its own. */
export async function openChromium(): Promise<Browser> {
  const path = findChromium()
  if (path === undefined) throw new Error(howToGetChromium)
  return chromium.launch({ executablePath: path, args: flags })
}

export const findChromium = (): string | undefined =>
  [process.env.CHROME_PATH, ...places].find(path => path !== undefined && path !== '' && existsSync(path))

/** Finds Chromium, or, as root on Debian, installs it from Debian's own packages. Says in one line what it does, or how to mend it. */
export function bringChromium(say: (line: string) => void): boolean {
  if (findChromium() !== undefined) return true
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say('Chromium is not here; installing it from Debian’s packages (a minute or two) ...')
    const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    spawnSync('apt-get', ['update'], options)
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options)
  }
  if (findChromium() !== undefined) return true
  say(howToGetChromium)
  return false
}

const howToGetChromium =
  'The browser tests need Chromium: apt-get install chromium, or set CHROME_PATH to the program of a Chrome you have.'
