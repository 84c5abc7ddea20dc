import { dictionary } from '../../i18n/language';

export const texts = dictionary({
  help: ['Gõ để nhập, F2 để sửa, Enter xuống dòng, Tab sang ô bên; Ctrl+C, Ctrl+V với Excel; Ctrl+D chép xuống; Ctrl+Z hoàn tác; Alt+↓ mở danh sách; Esc rồi Tab để ra khỏi bảng.',
    'Type to enter, F2 to edit, Enter goes down, Tab goes right; Ctrl+C, Ctrl+V with Excel; Ctrl+D fills down; Ctrl+Z undoes; Alt+↓ opens the list; Esc, then Tab, leaves the grid.'],
  row: ['Dòng', 'Row'],
  undo: ['Hoàn tác', 'Undo'],
  redo: ['Làm lại', 'Redo'],
  addRow: ['Thêm dòng', 'Add row'],
  deleteRows: ['Xoá dòng', 'Delete rows'],
  fillDown: ['Chép xuống', 'Fill down'],
  cell: ['{column}, dòng {row}', '{column}, row {row}'],
});
