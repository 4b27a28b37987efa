// Counts the Node tests: a node:test reporter, beside the one that prints.

/** A suite is counted by its tests; a file that loads and holds no test is reported by its own name. */
const countsAsPassed = ({ details, name, file, skip, todo }) =>
  details.type !== 'suite' && name !== file && skip === undefined && todo === undefined;

/** A failed hook fails its suite, a file that does not load fails by its own name. */
const countsAsFailed = ({ details }) => details.error?.failureType !== 'subtestsFailed';

export default async function* countReporter(source) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    if (type === 'test:pass' && countsAsPassed(data)) passed++;
    if (type === 'test:fail' && countsAsFailed(data)) failed++;
  }
  yield JSON.stringify({ passed, failed });
}
