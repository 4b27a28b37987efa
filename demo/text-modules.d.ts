/** The text of a file, which demo/texts.mjs brings. */
declare module '*?text' {
  const text: string;
  export default text;
}
