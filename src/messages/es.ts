import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Spanish (es_ES, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew, and other public copies of its screens.
// "clave de acceso" is from eluniversal.com.mx (Ajustes > Cuenta > Claves de acceso).
// The notification of a pairing code is described and not quoted, because its words in Spanish were not seen.
export const texts: FirstMessages = {
  lang: 'es',
  dir: 'ltr',
  title: 'Vincular WhatsApp con {app}',
  titleWithoutApp: 'Vincula tu WhatsApp',
  intro: 'Toma unos 20 segundos. Ten tu teléfono a mano.',
  step1: 'Abre *WhatsApp* en tu teléfono',
  step2Android: 'Toca *Menú*\u00a0{menu}',
  step2Iphone: 'Toca *Ajustes*\u00a0{settings}',
  step3: 'Toca *Dispositivos vinculados* y, luego, *Vincular dispositivo*',
  step4: 'Escanea este código QR',
  ways: 'Formas de vincular',
  byQr: 'Código QR',
  byPhone: 'Número',
  qrLabel: 'Código QR para vincular tu WhatsApp',
  ready: 'El código QR está listo',
  waiting: 'Obteniendo un código…',
  waitingLong: 'Esto puede tardar unos minutos. Mantén esta página abierta.',
  reconnecting: 'Reconectando…',
  renews: 'Se renueva solo, sin prisa',
  lastCode: 'Último código · {time}',
  endsSoon: 'El código caduca en 10 segundos',
  enlarge: 'Ampliar el código QR',
  shrink: 'Reducir el código QR',
  expired: 'El código caducó',
  expiredHint: 'Obtén uno nuevo cuando tengas tu teléfono a mano.',
  help: '¿Necesitas ayuda?',
  newCode: 'Obtener un código nuevo',
  tryAgain: 'Intentar de nuevo',
  start: 'Mostrar el código QR',
  allows: 'Al vincular, permites que {app} lea y envíe mensajes de WhatsApp con tu número.',
  allowsWithoutApp: 'Al vincular, permites que este servicio lea y envíe mensajes de WhatsApp con tu número.',
  undo: 'Puedes deshacerlo cuando quieras en WhatsApp, en *Dispositivos vinculados*.',
  error: 'No funcionó',
};
