import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in French (fr_FR, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew.
// Some iPhones say "Réglages" for "Paramètres". "clé d’accès" is from numerama.com (Compte > Clés d’accès).
// The notification of a pairing code is described and not quoted, because its words in French were not seen.
export const texts: FirstMessages = {
  lang: 'fr',
  dir: 'ltr',
  title: 'Connecter WhatsApp à {app}',
  titleWithoutApp: 'Connecter votre WhatsApp',
  intro: 'Environ 20 secondes. Ayez votre téléphone en main.',
  step1: 'Ouvrez *WhatsApp* sur votre téléphone',
  step2Android: 'Appuyez sur *Menu*\u00a0{menu}',
  step2Iphone: 'Appuyez sur *Paramètres* (ou *Réglages*)\u00a0{settings}',
  step3: 'Appuyez sur *Appareils connectés*, puis sur *Connecter un appareil*',
  step4: 'Scannez ce code QR',
  ways: 'Façons de connecter',
  byQr: 'Code QR',
  byPhone: 'Numéro',
  qrLabel: 'Code QR pour connecter votre WhatsApp',
  ready: 'Le code QR est prêt',
  waiting: 'Obtention du code…',
  waitingLong: 'Cela peut prendre quelques minutes. Gardez cette page ouverte.',
  reconnecting: 'Reconnexion…',
  renews: 'Se renouvelle tout seul, sans urgence',
  lastCode: 'Dernier code · {time}',
  endsSoon: 'Le code expire dans 10 secondes',
  enlarge: 'Agrandir le code QR',
  shrink: 'Réduire le code QR',
  expired: 'Le code a expiré',
  expiredHint: 'Demandez-en un nouveau quand vous aurez votre téléphone sous la main.',
  help: 'Besoin d’aide\u00a0?',
  newCode: 'Obtenir un nouveau code',
  tryAgain: 'Réessayer',
  start: 'Afficher le code QR',
  allows: 'En connectant WhatsApp, vous autorisez {app} à lire et à envoyer des messages avec votre numéro.',
  allowsWithoutApp:
    'En connectant WhatsApp, vous autorisez ce service à lire et à envoyer des messages avec votre numéro.',
  undo: 'Vous pouvez annuler à tout moment dans WhatsApp, sous *Appareils connectés*.',
  error: 'Cela n’a pas marché',
};
