import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect } from 'chai'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** axe finds nothing (best practices, contrast 7:1, target size), nothing is wider than the window, and what is pressed is 44 by 44 px. */
export async function sound(page: Page, state: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axe};undefined`)
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const rules = { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } }
    const found = await axe.run(document, { resultTypes: ['violations'], rules, preload: false }) // it would write our imported sheet into the page
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('; ')}`,
    )
  })
  expect(violations, state).to.deep.equal([])
  const { sideways, small } = await page.evaluate(() => ({
    sideways: document.documentElement.scrollWidth - innerWidth,
    small: [...document.querySelectorAll<HTMLElement>('button, a, textarea, select, summary, .presence span, input:not([type=radio])')]
      .filter(element => element.checkVisibility() && !element.closest('.skip'))
      .map(element => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 43.9 || box.height < 43.9)
      .map(({ element, box }) => `${element.outerHTML.slice(0, 80)} ${box.width}x${box.height}`),
  }))
  expect(sideways, `${state}: wider than the window by`).to.be.at.most(0)
  expect(small, `${state}: too small to press`).to.deep.equal([])
}
