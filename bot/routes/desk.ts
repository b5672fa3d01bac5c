import type { Server } from 'restify'
import type { Services } from '../services.ts'
import { deskAccountRoutes } from './desk/deskAccounts.ts'
import { deskColleagueRoutes } from './desk/deskColleagues.ts'
import { deskCourseRoutes } from './desk/deskCourses.ts'
import { deskEndingRoutes } from './desk/deskEndings.ts'
import { deskMeRoutes } from './desk/deskMe.ts'
import { deskNoteRoutes } from './desk/deskNotes.ts'
import { deskOfferRoutes } from './desk/deskOffers.ts'
import { deskPreferenceRoutes } from './desk/deskPreferences.ts'
import { deskQueueRoutes } from './desk/deskQueue.ts'
import { deskReplyRoutes } from './desk/deskReplies.ts'
import { createDeskRouter } from './desk/deskRouter.ts'
import { createDeskTalk } from './desk/deskTalk.ts'
import { deskTalkRoutes } from './desk/deskTalks.ts'
import { deskTogetherRoutes } from './desk/deskTogether.ts'
import { deskOidcRoutes } from './deskOidc.ts'
import { deskSecondFactorRoutes } from './deskSecondFactor.ts'
import { deskSignInRoutes } from './deskSignIn.ts'

/**
 * The desk's API, JSON under /desk/api, a file for each capability. Who may not do something, for whatever reason, gets one and the same refusal.
 * What is answered with 200 is saved; a resend with the same clientId counts once.
 */
export function deskRoutes(server: Server, services: Services): void {
  const router = createDeskRouter(server, services)
  const talk = createDeskTalk(services)
  deskSignInRoutes(server, services)
  deskOidcRoutes(server, services)
  deskSecondFactorRoutes(router.change, services)
  deskMeRoutes(router, services)
  deskAccountRoutes(router, services)
  deskQueueRoutes(router, talk, services)
  deskPreferenceRoutes(router, services)
  deskTalkRoutes(router, talk, services)
  deskEndingRoutes(router, talk, services)
  deskColleagueRoutes(router, services)
  deskTogetherRoutes(router, talk, services)
  deskOfferRoutes(router, talk, services)
  deskNoteRoutes(router, talk)
  deskReplyRoutes(router, services)
  deskCourseRoutes(router, talk, services)
}
