/** Chunks that come after others, each with the files that are its own. */
const CHUNKS = [
  ['green-api', /\/gateways\/green-api\.ts$/],
  // Two vendors, one engine.
  ['z-engine', /\/gateways\/(z-api|z-engine|plugchat)\.ts$/],
  ['qr-picture', /\/qr-picture\.ts$/],
];
/** They take these from the entry, which is always there. */
const FROM_ENTRY = /\/(login|chunk)\.js$/;

/** Which of the chunks a file is in, counted from 1: a copy's path has as many `./` before its name. */
function numberOf(id) {
  const copied = /\/((?:\.\/)+)[^/]+$/.exec(id)?.[1].length ?? 0;
  return copied / 2 || CHUNKS.findIndex(([, own]) => own.test(id)) + 1;
}

export const chunkOf = (id) => CHUNKS[numberOf(id) - 1]?.[0];

/**
 * Older engines remember a chunk that has failed, so asking again under another address (src/chunk.ts) does not help another
 * chunk that imports it. So each of these has a copy of what it needs, and imports from the entry only.
 */
export const apart = {
  name: 'apart',
  async resolveId(source, importer = '', options) {
    const number = numberOf(importer);
    if (!number || !source.startsWith('.') || FROM_ENTRY.test(source)) return null;
    const { id } = await this.resolve(source, importer, { ...options, skipSelf: true });
    return numberOf(id) ? id : id.replace(/[^/]+$/, `${'./'.repeat(number)}$&`);
  },
};
