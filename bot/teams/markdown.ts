/**
 * Words as they were written, where markdown is read: what would be a sign is escaped, and only that, so that a client that reads no escapes shows few
 * of them. Signs as CommonMark has them; Adaptive Cards and Teams read a part of those. Pure.
 */
export function inMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]<~|]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^(\s*)([#>+-])(?=\s|$|[#>])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2')
    .replace(/^(\s*)([-=]{2,})(?=\s*$)/gm, '$1\\$2')
    .replace(/&(?=#?\w+;)/g, '\\&')
}
