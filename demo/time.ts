/** `12:34:56.789`, local time. */
export function timeOf(at: number): HTMLTimeElement {
  const date = new Date(at);
  const element = document.createElement('time');
  element.dateTime = date.toISOString();
  element.textContent = `${date.toTimeString().slice(0, 8)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
  return element;
}
