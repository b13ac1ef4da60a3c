/** Whether pages are counted: a list that goes on by adding to `page` may lose what shifts from page to page, and begins at a number. */

const PAGE = String.raw`(?:(?<![\w.$])page(?![\w.])|\$number\(\s*page\s*\))`;
const COUNTED = new RegExp(`${PAGE}\\s*\\+|\\+\\s*${PAGE}|\\$sum\\(\\s*\\[\\s*page\\b`);

/**
 * Whether `next` adds something to `page`.
 *
 * @example countsPages("page < body.last ? page + 1") // true
 * @example countsPages("body.next_page") // false
 */
export function countsPages(next: string): boolean {
  return COUNTED.test(next);
}
