// Part of the page under `npm run dev` only: the server starts again after each change, and then the page loads again.
const events = new EventSource('./changes');
let isFirst = true;
events.addEventListener('open', () => {
  if (!isFirst) location.reload();
  isFirst = false;
});
