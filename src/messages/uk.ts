import type { FirstMessages } from './en.js';

// «Пов’язані пристрої» and «Налаштування» are in several public guides to the phone's menu; «Прив’язати пристрій» and
// «Прив’язати за номером» are in one each, and the last word of the latter, «телефону», is ours.
// These are our own translation and were not seen on a phone: «Меню».
// «ключ доступу» is Android's own word for a passkey, not seen in WhatsApp.
// The notification of a pairing code is described and not quoted, because its words in Ukrainian were not seen.
export const texts: FirstMessages = {
  lang: 'uk',
  dir: 'ltr',
  title: 'Під’єднати WhatsApp до {app}',
  titleWithoutApp: 'Під’єднайте свій WhatsApp',
  intro: 'Це займе близько 20 секунд. Тримайте телефон під рукою.',
  step1: 'Відкрийте *WhatsApp* на телефоні',
  step2Android: 'Торкніться *Меню*\u00a0{menu}',
  step2Iphone: 'Торкніться *Налаштування*\u00a0{settings}',
  step3: 'Торкніться *Пов’язані пристрої*, потім *Прив’язати пристрій*',
  step4: 'Відскануйте цей QR-код',
  ways: 'Способи під’єднання',
  byQr: 'QR-код',
  byPhone: 'Номер телефону',
  qrLabel: 'QR-код для під’єднання WhatsApp',
  ready: 'QR-код готовий',
  waiting: 'Отримуємо код…',
  waitingLong: 'Це може тривати кілька хвилин. Не закривайте сторінку.',
  reconnecting: 'Відновлюємо з’єднання…',
  renews: 'Оновлюється сам, не поспішайте',
  lastCode: 'Останній код · {time}',
  endsSoon: 'Код стане недійсним через 10 секунд',
  enlarge: 'Збільшити QR-код',
  shrink: 'Зменшити QR-код',
  expired: 'Код уже недійсний',
  expiredHint: 'Отримайте новий, коли телефон буде під рукою.',
  help: 'Потрібна допомога?',
  newCode: 'Отримати новий код',
  tryAgain: 'Спробувати ще раз',
  start: 'Показати QR-код',
  allows: 'Після під’єднання {app} зможе читати й надсилати повідомлення WhatsApp з вашого номера.',
  allowsWithoutApp: 'Після під’єднання цей сервіс зможе читати й надсилати повідомлення WhatsApp з вашого номера.',
  undo: 'Скасувати це можна будь-коли у WhatsApp у розділі *Пов’язані пристрої*.',
  error: 'Не вдалося',
};
