// Strings of the plans.
import { dictionary } from '../../i18n/language';

export const texts = dictionary({
  plans: ['Kế hoạch của đơn vị', 'Plans of the unit'],
  plansLead: ['Mỗi năm ngân sách một kế hoạch.', 'One plan for each budget year.'],
  year: ['Năm ngân sách', 'Budget year'],
  title: ['Tên kế hoạch', 'Title'],
  state: ['Trạng thái', 'State'],
  revision: ['Lần', 'Revision'],
  requested: ['Đề nghị', 'Requested'],
  approved: ['Được duyệt', 'Approved'],
  decision: ['Quyết định', 'Decision'],
  noPlans: ['Chưa có kế hoạch nào. Khi Văn phòng giúp việc mở kỳ kế hoạch, bạn lập kế hoạch tại đây.', 'There is no plan yet. Once the assisting office opens a planning cycle, prepare the plan here.'],
});

/** States of a plan. */
export const stateTexts = dictionary({
  STATE_UNSPECIFIED: ['', ''],
  STATE_DRAFT: ['Đang lập', 'Draft'],
  STATE_SUBMITTED: ['Đã gửi', 'Submitted'],
  STATE_RETURNED: ['Trả lại', 'Returned'],
  STATE_ENDORSED: ['Đã thẩm định', 'Endorsed'],
  STATE_APPROVED: ['Đã duyệt', 'Approved'],
});
