import type { FirstMessages } from './en.js';

// "ตัวเลือกเพิ่มเติม", "อุปกรณ์ที่เชื่อมโยง" and "เชื่อมโยงอุปกรณ์" are on faq.whatsapp.com/6287966591218643 (th_TH).
// "เชื่อมโยงด้วยหมายเลขโทรศัพท์" and "การตั้งค่า" are in several public guides to the phone's menu.
// These are our own translation and were not seen on a phone: "พาสคีย์".
// The notification of a pairing code is described and not quoted, because its words in Thai were not seen.
export const texts: FirstMessages = {
  lang: 'th',
  dir: 'ltr',
  title: 'เชื่อมโยง WhatsApp กับ {app}',
  titleWithoutApp: 'เชื่อมโยง WhatsApp ของคุณ',
  intro: 'ใช้เวลาประมาณ 20 วินาที โปรดเตรียมโทรศัพท์ไว้',
  step1: 'เปิด *WhatsApp* บนโทรศัพท์',
  step2Android: 'แตะ*ตัวเลือกเพิ่มเติม*\u00a0{menu}',
  step2Iphone: 'แตะ*การตั้งค่า*\u00a0{settings}',
  step3: 'แตะ*อุปกรณ์ที่เชื่อมโยง* แล้วแตะ*เชื่อมโยงอุปกรณ์*',
  step4: 'สแกนคิวอาร์โค้ดนี้',
  ways: 'วิธีเชื่อมโยง',
  byQr: 'คิวอาร์โค้ด',
  byPhone: 'หมายเลขโทรศัพท์',
  qrLabel: 'คิวอาร์โค้ดสำหรับเชื่อมโยง WhatsApp ของคุณ',
  ready: 'คิวอาร์โค้ดพร้อมแล้ว',
  waiting: 'กำลังขอรหัส…',
  waitingLong: 'อาจใช้เวลาสองสามนาที โปรดเปิดหน้านี้ไว้',
  reconnecting: 'กำลังเชื่อมต่อใหม่…',
  renews: 'เปลี่ยนใหม่เองโดยอัตโนมัติ ไม่ต้องรีบ',
  lastCode: 'รหัสสุดท้าย · {time}',
  endsSoon: 'รหัสจะหมดอายุใน 10 วินาที',
  enlarge: 'ขยายคิวอาร์โค้ด',
  shrink: 'ย่อคิวอาร์โค้ด',
  expired: 'รหัสหมดอายุแล้ว',
  expiredHint: 'ขอรหัสใหม่เมื่อมีโทรศัพท์อยู่กับตัว',
  help: 'ต้องการความช่วยเหลือไหม',
  newCode: 'ขอรหัสใหม่',
  tryAgain: 'ลองอีกครั้ง',
  start: 'แสดงคิวอาร์โค้ด',
  allows: 'เมื่อเชื่อมโยงแล้ว {app} จะอ่านและส่งข้อความ WhatsApp ด้วยหมายเลขของคุณได้',
  allowsWithoutApp: 'เมื่อเชื่อมโยงแล้ว บริการนี้จะอ่านและส่งข้อความ WhatsApp ด้วยหมายเลขของคุณได้',
  undo: 'คุณยกเลิกได้ทุกเมื่อใน WhatsApp ที่*อุปกรณ์ที่เชื่อมโยง*',
  error: 'ไม่สำเร็จ',
};
