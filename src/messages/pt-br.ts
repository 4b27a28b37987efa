import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Portuguese (pt_BR, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew, and other public copies of its screens.
// Older phones say "Aparelhos conectados" and "Conectar um aparelho". "chave de acesso" is from WhatsApp's own message
// on a phone.
// The notification of a pairing code is described and not quoted, because its words in Portuguese were not seen.
export const texts: FirstMessages = {
  lang: 'pt-BR',
  dir: 'ltr',
  title: 'Conectar o WhatsApp a {app}',
  titleWithoutApp: 'Conectar o seu WhatsApp',
  intro: 'Leva cerca de 20 segundos. Tenha o celular em mãos.',
  step1: 'Abra o *WhatsApp* no seu celular',
  step2Android: 'Toque em *Mais opções*\u00a0{menu}',
  step2Iphone: 'Toque em *Configurações*\u00a0{settings}',
  step3: 'Toque em *Dispositivos conectados* e, em seguida, em *Conectar dispositivo*',
  step4: 'Escaneie este QR code',
  ways: 'Formas de conectar',
  byQr: 'Com QR code',
  byPhone: 'Com o número',
  qrLabel: 'QR code para conectar o seu WhatsApp',
  ready: 'O QR code está pronto',
  waiting: 'Gerando o código…',
  waitingLong: 'Isso pode levar alguns minutos. Mantenha esta página aberta.',
  reconnecting: 'Reconectando…',
  renews: 'Renova-se sozinho, sem pressa',
  lastCode: 'Último código · {time}',
  endsSoon: 'O código expira em 10 segundos',
  enlarge: 'Ampliar o QR code',
  shrink: 'Reduzir o QR code',
  expired: 'O código expirou',
  expiredHint: 'Gere um novo quando estiver com o celular em mãos.',
  help: 'Precisa de ajuda?',
  newCode: 'Gerar novo código',
  tryAgain: 'Tentar de novo',
  start: 'Mostrar o QR code',
  allows: 'Ao conectar, você permite que {app} leia e envie mensagens do WhatsApp com o seu número.',
  allowsWithoutApp: 'Ao conectar, você permite que este serviço leia e envie mensagens do WhatsApp com o seu número.',
  undo: 'Você pode desfazer a qualquer momento no WhatsApp, em *Dispositivos conectados*.',
  error: 'Não deu certo',
};
