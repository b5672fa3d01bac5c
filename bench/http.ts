import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

/** An answer's JSON. fetch would cost the client more than the servers cost; node:http keeps its share small. Throws where the answer is no success. */
export function post(port: number, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const text = JSON.stringify(body)
  const all = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers }
  return new Promise((resolve, reject) => {
    const sent = request({ agent, port, host: '127.0.0.1', path, method: 'POST', headers: all }, response => {
      let read = ''
      response.setEncoding('utf8')
      response.on('data', chunk => {
        read += chunk
      })
      response.on('end', () => {
        if ((response.statusCode ?? 500) >= 300) reject(new Error(`${path.replace(/[\w-]{20,}/g, '…')} answered ${response.statusCode}`))
        else resolve(read === '' ? {} : JSON.parse(read))
      })
    })
    sent.on('error', reject)
    sent.end(text)
  })
}
