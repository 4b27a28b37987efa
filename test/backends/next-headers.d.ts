/** The part of Next.js that the example uses, which is too heavy to install here; the test answers for it. */
declare module 'next/headers' {
  export function headers(): Promise<Headers>;
}
