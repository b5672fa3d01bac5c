/** The log number a client has seen up to. Empty, `-` and what is not ours mean: from the beginning (redelivery is harmless, loss is not). */
export function watermarkOf(text: string | null | undefined): number {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : 0
}
