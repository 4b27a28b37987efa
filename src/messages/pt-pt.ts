import type { FirstMessages } from './en.js';

// "Dispositivos associados" is from pplware.sapo.pt.
// These are our own translation and were not seen on a phone: "Mais opções", "Definições", "Associar um dispositivo",
// "Associar com número de telefone".
// "chave de acesso" is Android's own word for a passkey, not seen in WhatsApp.
// The notification of a pairing code is described and not quoted, because its words in European Portuguese were not
// seen.
export const texts: FirstMessages = {
  lang: 'pt-PT',
  dir: 'ltr',
  title: 'Associar o WhatsApp a {app}',
  titleWithoutApp: 'Associar o seu WhatsApp',
  intro: 'Demora cerca de 20 segundos. Tenha o telemóvel à mão.',
  step1: 'Abra o *WhatsApp* no telemóvel',
  step2Android: 'Toque em *Mais opções*\u00a0{menu}',
  step2Iphone: 'Toque em *Definições*\u00a0{settings}',
  step3: 'Toque em *Dispositivos associados* e depois em *Associar um dispositivo*',
  step4: 'Leia este código QR',
  ways: 'Formas de associar',
  byQr: 'Código QR',
  byPhone: 'Número',
  qrLabel: 'Código QR para associar o seu WhatsApp',
  ready: 'O código QR está pronto',
  waiting: 'A obter um código…',
  waitingLong: 'Pode demorar alguns minutos. Mantenha esta página aberta.',
  reconnecting: 'A restabelecer a ligação…',
  renews: 'Renova-se sozinho, sem pressa',
  lastCode: 'Último código · {time}',
  endsSoon: 'O código expira dentro de 10 segundos',
  enlarge: 'Ampliar o código QR',
  shrink: 'Reduzir o código QR',
  expired: 'O código expirou',
  expiredHint: 'Obtenha um novo quando tiver o telemóvel à mão.',
  help: 'Precisa de ajuda?',
  newCode: 'Obter novo código',
  tryAgain: 'Tentar de novo',
  start: 'Mostrar o código QR',
  allows: 'Ao associar, permite que {app} leia e envie mensagens do WhatsApp com o seu número.',
  allowsWithoutApp: 'Ao associar, permite que este serviço leia e envie mensagens do WhatsApp com o seu número.',
  undo: 'Pode desfazer isto a qualquer momento no WhatsApp, em *Dispositivos associados*.',
  error: 'Não resultou',
};
