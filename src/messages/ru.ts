import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Russian (ru_RU, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew, and other public copies of its screens.
// Some phones say «Привязка устройства» for «Связывание устройства». "ключ доступа" is from a report of focus.ua on
// WhatsApp's own feature.
// The notification of a pairing code is described and not quoted, because its words in Russian were not seen.
export const texts: FirstMessages = {
  lang: 'ru',
  dir: 'ltr',
  title: 'Подключить WhatsApp к {app}',
  titleWithoutApp: 'Подключите свой WhatsApp',
  intro: 'Это займёт около 20 секунд. Держите телефон под рукой.',
  step1: 'Откройте *WhatsApp* на своём телефоне',
  step2Android: 'Нажмите *Меню*\u00a0{menu}',
  step2Iphone: 'Нажмите *Настройки*\u00a0{settings}',
  step3: 'Нажмите *Связанные устройства*, затем *Связывание устройства*',
  step4: 'Отсканируйте этот QR-код',
  ways: 'Способы подключения',
  byQr: 'QR-код',
  byPhone: 'Номер телефона',
  qrLabel: 'QR-код для подключения WhatsApp',
  ready: 'QR-код готов',
  waiting: 'Получаем код…',
  waitingLong: 'Это может занять несколько минут. Не закрывайте страницу.',
  reconnecting: 'Восстанавливаем соединение…',
  renews: 'Обновляется сам, не спешите',
  lastCode: 'Последний код · {time}',
  endsSoon: 'Код истекает через 10 секунд',
  enlarge: 'Увеличить QR-код',
  shrink: 'Уменьшить QR-код',
  expired: 'Срок действия кода истёк',
  expiredHint: 'Получите новый, когда телефон будет под рукой.',
  help: 'Нужна помощь?',
  newCode: 'Получить новый код',
  tryAgain: 'Попробовать снова',
  start: 'Показать QR-код',
  allows: 'После подключения {app} сможет читать и отправлять сообщения WhatsApp с вашего номера.',
  allowsWithoutApp: 'После подключения этот сервис сможет читать и отправлять сообщения WhatsApp с вашего номера.',
  undo: 'Отменить это можно в любой момент в разделе *Связанные устройства* на телефоне.',
  error: 'Не получилось',
};
