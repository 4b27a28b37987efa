import type { FirstMessages } from './en.js';

// The menu names are those of WhatsApp Web in Simplified Chinese (zh_CN, August 2026), as found in
// github.com/9527MRNIU/parloq-flownew, and other public copies of its screens.
// These are our own translation and were not seen on a phone: “通行密钥”.
// The notification of a pairing code is described and not quoted, because its words in Chinese were not seen.
export const texts: FirstMessages = {
  lang: 'zh-CN',
  dir: 'ltr',
  title: '将 WhatsApp 关联到 {app}',
  titleWithoutApp: '关联你的 WhatsApp',
  intro: '大约需要 20 秒，请准备好手机。',
  step1: '在手机上打开 *WhatsApp*',
  step2Android: '轻触*菜单*\u00a0{menu}',
  step2Iphone: '轻触*设置*\u00a0{settings}',
  step3: '依次轻触*已关联的设备*和*关联设备*',
  step4: '扫描此二维码',
  ways: '关联方式',
  byQr: '二维码',
  byPhone: '电话号码',
  qrLabel: '用于关联你的 WhatsApp 的二维码',
  ready: '二维码已就绪',
  waiting: '正在获取代码…',
  waitingLong: '可能需要几分钟，请勿关闭此页面。',
  reconnecting: '正在重新连接…',
  renews: '自动更新，不用着急',
  lastCode: '最后一个代码 · {time}',
  endsSoon: '代码将在 10 秒后过期',
  enlarge: '放大二维码',
  shrink: '缩小二维码',
  expired: '代码已过期',
  expiredHint: '手机在身边时，再获取新代码。',
  help: '需要帮助？',
  newCode: '获取新代码',
  tryAgain: '重试',
  start: '显示二维码',
  allows: '关联后，{app} 可以使用你的号码读取和发送 WhatsApp 消息。',
  allowsWithoutApp: '关联后，此服务可以使用你的号码读取和发送 WhatsApp 消息。',
  undo: '你可以随时在 WhatsApp 的*已关联的设备*中取消。',
  error: '未能完成',
};
