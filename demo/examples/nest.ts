import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { toNodeHandler } from 'wa-qr-login/relay/node';
import { customerOf } from './session.js';

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});

@Module({})
class AppModule {}

const app = await NestFactory.create<NestExpressApplication>(AppModule);
app.use('/whatsapp/login', toNodeHandler(relay)); // Or in a controller: @All() login(@Req() req, @Res() res) { … }
await app.listen(Number(process.env['PORT'] ?? 3000));
console.log(app.getHttpServer().address());
