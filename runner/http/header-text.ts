/** What the value of a header may hold. */
const unsendable = /[^\t\x20-\x7e\x80-\xff]/;

/** True when a text can be sent as the value of a header. */
export function isHeaderText(text: string): boolean {
  return !unsendable.test(text);
}
