/** What this example uses of Cloudflare's runtime. In a project of yours `npx wrangler types` writes all of it. */
declare module 'cloudflare:workers' {
  export class DurableObject<Environment> {
    protected readonly env: Environment;
    constructor(context: object, env: Environment);
  }
}
