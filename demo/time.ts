/** Returns an element that shows a time (ms since 1970) as `12:34:56.789` in local time. */
export function timeOf(at: number): HTMLTimeElement {
  const date = new Date(at);
  const element = document.createElement('time');
  element.dateTime = date.toISOString();
  element.textContent = `${date.toTimeString().slice(0, 8)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
  return element;
}
