// Strings of the papers of a payment.
import { dictionary } from '../i18n/language';

/** Documents attached to payments. */
export const paperTexts = dictionary({
  papers: ['Tài liệu của chứng từ', 'Documents of the payment'],
  documents: ['Tài liệu kèm theo', 'Attached documents'],
  noDocuments: ['Chưa có tài liệu nào. Hợp đồng, biên bản nghiệm thu, hoá đơn được đính kèm trước khi kế toán trưởng ký.', 'No documents yet. Contract, acceptance record and invoice are attached before the chief accountant signs.'],
  attach: ['Đính kèm tài liệu', 'Attach a document'],
  kind: ['Loại tài liệu', 'Kind of document'],
  file: ['Tệp (tối đa 1 MiB)', 'File (at most 1 MiB)'],
  tooLarge: ['Tệp trống hoặc lớn hơn 1 MiB. Quét lại ở độ phân giải thấp hơn, hoặc chia thành nhiều tệp.', 'The file is empty or larger than 1 MiB. Scan it at a lower resolution, or split it.'],
  download: ['Tải về', 'Download'],
  downloadOf: ['Tải về {file}', 'Download {file}'],
  intact: ['nội dung khớp mã băm', 'content matches the hash'],
  altered: ['Nội dung không khớp mã băm: không lưu tệp, báo quản trị viên.', 'The content does not match its hash: the file was not saved; tell the administrator.'],
  closed: ['Tài liệu chỉ được kế toán đính kèm khi chứng từ chưa có chữ ký.', 'Documents are attached by the accountant, while nobody has signed.'],
  contribution: ['Phần doanh nghiệp đã chi', 'What the enterprise has spent'],
  contributionLead: ['Với hỗ trợ theo tỷ lệ: số doanh nghiệp đã thực chi đến nay và giấy tờ chứng minh.', 'For support by share: what the enterprise has really spent so far, and the paper that proves it.'],
  enterpriseSpent: ['Doanh nghiệp đã chi', 'Spent by the enterprise'],
  proof: ['Giấy tờ chứng minh (loại, số, ngày)', 'Proof (kind, number, date)'],
  recorded: ['Ghi lúc', 'Recorded'],
  record: ['Ghi', 'Record'],
});

/** Kinds of documents, as rules name them. */
export const paperKinds = dictionary({
  contract: ['Hợp đồng', 'Contract'],
  acceptance: ['Biên bản nghiệm thu', 'Acceptance record'],
  invoice: ['Hoá đơn', 'Invoice'],
  commitment: ['Cam kết chi', 'Commitment'],
  other: ['Tài liệu khác', 'Other document'],
});
