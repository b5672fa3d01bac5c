import { WebSocket } from 'ws'
import { post } from './http.ts'

/** A citizen's chat, over plain HTTP. */
export interface Chat {
  port: number
  id: string
  token: string
  streamUrl: string
  said: number
}

export async function begin(port: number): Promise<Chat> {
  const { token } = await post(port, '/v3/directline/tokens/generate', {})
  const started = await post(port, '/v3/directline/conversations', {}, { authorization: `Bearer ${token}` })
  return { port, id: String(started.conversationId), token: String(token), streamUrl: String(started.streamUrl), said: 0 }
}

/** Durable when it resolves. */
export function say(chat: Chat, text: string, choice?: string): Promise<unknown> {
  const body = {
    type: 'message',
    text,
    channelData: { clientActivityID: `c${chat.said++}` },
    ...(choice !== undefined && { value: { choice } }),
  }
  return post(chat.port, `/v3/directline/conversations/${chat.id}/activities`, body, { authorization: `Bearer ${chat.token}` })
}

/** Until the chat waits for a counsellor. */
export async function askForHuman(chat: Chat): Promise<void> {
  await say(chat, 'jeg vil tale med et menneske', 'handover.wait')
  await say(chat, 'ja', 'handover.confirm')
}

/** The citizen's open socket; `onText` is told every text that comes over it. Resolves when the log so far has come. */
export async function openStream(chat: Chat, onText: (text: string) => void = () => undefined): Promise<WebSocket> {
  const socket = new WebSocket(chat.streamUrl, { perMessageDeflate: false })
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', data => {
      resolve()
      const text = String(data)
      if (text === '') return
      for (const activity of JSON.parse(text).activities) if (typeof activity.text === 'string') onText(activity.text)
    })
  })
  return socket
}
