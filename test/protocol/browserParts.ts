import { WebSocket as Socket } from 'ws'

/**
 * What a browser has and Node has not, as far as botframework-directlinejs uses it, for a page of the given origin.
 * `fault` may answer instead of the network: a status, or 'drop' for a connection that breaks after the server has heard.
 */
export function browserParts(origin: string, fault: (method: string, url: string) => number | 'drop' | undefined = () => undefined) {
  class PageSocket extends Socket {
    constructor(url: string) {
      super(url, { origin })
      sockets.push(this)
    }
  }
  const sockets: Socket[] = []

  class Xhr {
    readyState = 0
    status = 0
    response: unknown = null
    responseType = ''
    timeout = 0
    withCredentials = false
    onreadystatechange: ((this: Xhr, event: object) => void) | undefined
    ontimeout: ((this: Xhr, event: object) => void) | undefined
    onerror: ((this: Xhr, event: object) => void) | undefined
    private request = { method: 'GET', url: '' }
    private headers: Record<string, string> = {}
    private readonly abortion = new AbortController()

    open(method: string, url: string) {
      this.request = { method, url }
      this.readyState = 1
    }
    setRequestHeader(name: string, value: string) {
      this.headers[name] = value
    }
    getResponseHeader() {
      return null
    }
    abort() {
      this.abortion.abort()
    }
    send(body?: string | FormData) {
      void this.go(body)
    }

    private async go(body?: string | FormData) {
      const { method, url } = this.request
      const instead = fault(method, url)
      if (typeof instead === 'number') return this.done(instead, '')
      try {
        const response = await fetch(url, {
          method,
          headers: { origin, ...this.headers },
          signal: this.abortion.signal,
          ...(body !== undefined && { body }),
        })
        const text = await response.text()
        if (instead === 'drop') this.done(0, '')
        else this.done(response.status, text)
      } catch {
        if (!this.abortion.signal.aborted) this.done(0, '')
      }
    }

    private done(status: number, text: string) {
      this.status = status
      this.response = this.responseType === 'json' ? jsonOf(text) : text
      this.readyState = 4
      this.onreadystatechange?.call(this, { type: 'readystatechange' })
    }
  }

  return { Xhr, PageSocket, sockets }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
