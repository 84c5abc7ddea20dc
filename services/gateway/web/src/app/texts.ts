// Strings of the shell.
import { dictionary } from '../i18n/language';

export const texts = dictionary({
  owner: ['Bộ Công Thương · Bộ Tài chính', 'Ministry of Industry and Trade · Ministry of Finance'],
  system: ['Kinh phí sản xuất sạch hơn trong công nghiệp', 'Funds for cleaner production in industry'],
  skip: ['Đến nội dung', 'Skip to content'],
  menu: ['Danh mục', 'Menu'],
  openMenu: ['Mở danh mục', 'Open the menu'],
  home: ['Trang chủ', 'Home'],
  publicUsage: ['Công khai ngân sách', 'Public figures'],
  signIn: ['Đăng nhập', 'Sign in'],
  signOut: ['Đăng xuất', 'Sign out'],
  signInLead: ['Dành cho cán bộ các sở, bộ, kho bạc và kiểm toán.', 'For officials of departments, ministries, the treasury and the audit.'],
  userId: ['Tên người dùng', 'User id'],
  password: ['Mật khẩu', 'Password'],
  expired: ['Phiên làm việc đã hết', 'Your session has ended'],
  expiredLead: ['Điều bạn đang nhập vẫn còn nguyên. Đăng nhập lại để tiếp tục.', 'What you typed is still here. Sign in again to go on.'],
  otherPerson: ['Đây là tài khoản khác; trang sẽ tải lại.', 'This is another account; the page reloads.'],
  leave: ['Rời đi', 'Leave'],
  clock: ['Giờ minh hoạ: {now}', 'Demonstration clock: {now}'],
  clockHint: ['Hệ thống đang chạy theo đồng hồ minh hoạ, không phải giờ thật.', 'The system runs by a demonstration clock, not by the real time.'],
  notFound: ['Không có trang này', 'There is no such page'],
  notFoundLead: ['Địa chỉ sai, hoặc trang không dành cho vai trò của bạn.', 'The address is wrong, or the page is not for your role.'],
  toHome: ['Về trang chủ', 'To the home page'],
  nationwide: ['cả nước', 'whole nation'],
  welcome: ['Chào {name}', 'Welcome, {name}'],
  footer: ['Đơn vị tính: đồng. Số liệu lấy trực tiếp từ sổ cái của hệ thống.', 'All amounts in dong, straight from the ledger of the system.'],
  api: ['Giao diện lập trình (OpenAPI)', 'Programming interface (OpenAPI)'],
  nothingToDo: ['Chưa có trang làm việc cho vai trò của bạn; xem số liệu công khai.', 'There is no working page for your role yet; see the public figures.'],
});

/** Names of the roles. */
export const roleTexts = dictionary({
  ROLE_UNSPECIFIED: ['', ''],
  ROLE_PROVINCE_OFFICER: ['cán bộ lập kế hoạch', 'planning officer'],
  ROLE_APPRAISER: ['thẩm định', 'appraiser'],
  ROLE_APPROVER: ['phê duyệt', 'approver'],
  ROLE_BUDGET_OFFICER: ['cán bộ ngân sách', 'budget officer'],
  ROLE_ACCOUNTANT: ['kế toán', 'accountant'],
  ROLE_CHIEF_ACCOUNTANT: ['kế toán trưởng', 'chief accountant'],
  ROLE_UNIT_HEAD: ['thủ trưởng đơn vị', 'head of unit'],
  ROLE_TREASURY_OFFICER: ['kho bạc', 'treasury officer'],
  ROLE_AUDITOR: ['kiểm toán', 'auditor'],
  ROLE_ADMINISTRATOR: ['quản trị', 'administrator'],
  ROLE_PROGRAM: ['chương trình', 'program'],
});
