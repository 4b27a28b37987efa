import { createServer } from 'node:http';
import { launchChromium } from '/work/h/gw1/test/tools/browser-page.ts';
const ext='/work/h/gw1/test/e2e/passkey-extension';
const s=createServer((q,r)=>r.setHeader('content-type','text/html').end('<p>x')).listen(0,'127.0.0.1');
await new Promise(r=>s.on('listening',r));
const b=await launchChromium({ enableExtensions:[ext], pipe:true, args:[] } as any);
const p=await b.newPage(); await p.goto(`http://127.0.0.1:${(s.address() as any).port}/`);
console.log(await b.version(), await p.evaluate(async (id)=>{ const c=(globalThis as any).chrome; if(!c?.runtime) return 'no runtime'; return await new Promise(r=>c.runtime.sendMessage(id,{type:'waha-passkey-ping'},(x:any)=>r(JSON.stringify([x,c.runtime.lastError?.message]))))}, process.argv[2]));
await b.close(); s.close();
