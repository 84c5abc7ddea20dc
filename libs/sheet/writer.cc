#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "libs/money/money.h"
#include "libs/sheet/workbook.h"

namespace cpb::sheet {
namespace {

constexpr std::uint8_t kPaperA4 = 9;
constexpr double kTitleSize = 14;
constexpr lxw_color_t kHeaderFill = 0xD9E1F2;
constexpr lxw_color_t kEditableFill = 0xFFF2CC;
constexpr std::size_t kMaxHint = 255;

void Check(lxw_error error, const std::string& what) {
  if (error != LXW_NO_ERROR) {
    throw std::runtime_error{"workbook: " + what + ": " + lxw_strerror(error)};
  }
}

/// A file that lives in memory alone; libxlsxwriter 1.1 writes to a path.
class MemoryFile {
 public:
  MemoryFile() : descriptor_{memfd_create("workbook", MFD_CLOEXEC)} {
    if (descriptor_ < 0) throw std::runtime_error{"workbook: no memory file"};
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string Path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  std::string Content() const {
    const off_t size = lseek(descriptor_, 0, SEEK_END);
    if (size <= 0) throw std::runtime_error{"workbook: nothing was written"};
    std::string content(static_cast<std::size_t>(size), '\0');
    std::size_t done = 0;
    while (done < content.size()) {
      const ssize_t count =
          pread(descriptor_, content.data() + done, content.size() - done, static_cast<off_t>(done));
      if (count <= 0) throw std::runtime_error{"workbook: cannot be read back"};
      done += static_cast<std::size_t>(count);
    }
    return content;
  }

 private:
  int descriptor_;
};

/// Sends the description to libxlsxwriter, which takes its strings as char*.
class Builder {
 public:
  explicit Builder(const std::string& path) : book_{workbook_new(path.c_str())} {
    if (!book_) throw std::runtime_error{"workbook: cannot be started"};
    title_ = workbook_add_format(book_.get());
    format_set_bold(title_);
    format_set_font_size(title_, kTitleSize);
    for (const bool editable : {false, true}) {
      lxw_format*& header = editable ? editable_header_ : header_;
      header = workbook_add_format(book_.get());
      format_set_bold(header);
      format_set_text_wrap(header);
      format_set_align(header, LXW_ALIGN_VERTICAL_CENTER);
      format_set_border(header, LXW_BORDER_THIN);
      format_set_bg_color(header, editable ? kEditableFill : kHeaderFill);
    }
  }

  void SetProperties(const Workbook& workbook) {
    std::string title = workbook.title;
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.created = workbook.created.time_since_epoch().count();
    Check(workbook_set_properties(book_.get(), &properties), "properties");
  }

  void Add(const Sheet& sheet) {
    lxw_worksheet* page = workbook_add_worksheet(book_.get(), sheet.name.c_str());
    if (page == nullptr) throw std::runtime_error{"workbook: sheet name " + sheet.name};
    for (std::size_t i = 0; i < sheet.preface.size(); ++i) {
      Check(worksheet_write_string(page, Row(i), 0, sheet.preface[i].c_str(), i == 0 ? title_ : nullptr),
            sheet.name);
    }
    const std::size_t header = sheet.preface.size();
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) AddColumn(sheet, i, page);
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
      for (std::size_t column = 0; column < sheet.rows[i].size(); ++column) {
        AddCell(sheet, header + 1 + i, column, sheet.rows[i][column], page);
      }
    }
    SetUpPage(sheet, header, page);
  }

  void Close() {
    // workbook_close frees the book, whatever comes out.
    Check(workbook_close(book_.release()), "writing");
  }

 private:
  struct Free {
    void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
  };

  static lxw_row_t Row(std::size_t row) { return static_cast<lxw_row_t>(row); }
  static lxw_col_t Col(std::size_t column) { return static_cast<lxw_col_t>(column); }

  lxw_format* FormatOf(const Column& column) {
    lxw_format*& format = formats_[static_cast<std::size_t>(column.kind)][column.editable ? 1 : 0];
    if (format != nullptr) return format;
    format = workbook_add_format(book_.get());
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (column.editable) format_set_unlocked(format);
    switch (column.kind) {
      case Kind::kText:
        format_set_num_format(format, "@");
        format_set_text_wrap(format);
        break;
      case Kind::kAmount:
      case Kind::kNumber:
        format_set_num_format(format, "#,##0");
        break;
      case Kind::kDate:
        format_set_num_format(format, "dd/mm/yyyy");
        break;
    }
    return format;
  }

  void AddColumn(const Sheet& sheet, std::size_t index, lxw_worksheet* page) {
    const Column& column = sheet.columns[index];
    // The format of the column is what an empty cell, still to be filled, will have.
    Check(worksheet_set_column(page, Col(index), Col(index), column.width, FormatOf(column)), sheet.name);
    Check(worksheet_write_string(page, Row(sheet.preface.size()), Col(index), column.title.c_str(),
                                 column.editable ? editable_header_ : header_),
          sheet.name);
    if (sheet.room > 0) AddValidation(sheet, index, page);
  }

  static void AddValidation(const Sheet& sheet, std::size_t index, lxw_worksheet* page) {
    const Column& column = sheet.columns[index];
    if (column.hint.size() > kMaxHint) throw std::runtime_error{"workbook: hint of " + column.title};
    std::string choices = "=" + column.choices;
    std::string hint = column.hint;
    std::string error = "Giá trị không hợp lệ / The value is not valid";
    lxw_data_validation validation{};
    const bool amount = column.kind == Kind::kAmount || column.kind == Kind::kNumber;
    if (!column.choices.empty()) {
      validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      validation.value_formula = choices.data();
      // A code list may lag behind the service, which decides; so Excel warns and lets it stand.
      validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    } else if (column.editable && amount) {
      validation.validate = LXW_VALIDATION_TYPE_INTEGER;
      validation.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      validation.minimum_number = 0;
      validation.maximum_number = static_cast<double>(money::kMaxDong);
    } else if (!hint.empty()) {
      validation.validate = LXW_VALIDATION_TYPE_ANY;
    } else {
      return;
    }
    validation.error_message = error.data();
    if (!hint.empty()) validation.input_message = hint.data();
    const std::size_t first = sheet.preface.size() + 1;
    Check(worksheet_data_validation_range(page, Row(first), Col(index), Row(first + sheet.room - 1),
                                          Col(index), &validation),
          sheet.name);
  }

  void AddCell(const Sheet& sheet, std::size_t row, std::size_t column, const Value& value,
               lxw_worksheet* page) {
    lxw_format* format = FormatOf(sheet.columns.at(column));
    lxw_error error = LXW_NO_ERROR;
    if (const auto* text = std::get_if<std::string>(&value)) {
      if (!text->empty()) error = worksheet_write_string(page, Row(row), Col(column), text->c_str(), format);
    } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
      error = worksheet_write_number(page, Row(row), Col(column), static_cast<double>(*number), format);
    } else if (const auto* date = std::get_if<clock::Date>(&value)) {
      lxw_datetime day{};
      day.year = static_cast<int>(date->year());
      day.month = static_cast<int>(static_cast<unsigned>(date->month()));
      day.day = static_cast<int>(static_cast<unsigned>(date->day()));
      error = worksheet_write_datetime(page, Row(row), Col(column), &day, format);
    }
    Check(error, sheet.name);
  }

  static void SetUpPage(const Sheet& sheet, std::size_t header, lxw_worksheet* page) {
    worksheet_freeze_panes(page, Row(header + 1), 0);
    worksheet_set_landscape(page);
    worksheet_set_paper(page, kPaperA4);
    worksheet_fit_to_pages(page, 1, 0);
    Check(worksheet_repeat_rows(page, Row(header), Row(header)), sheet.name);
    Check(worksheet_set_footer(page, "&L&A&CTrang &P / &N"), sheet.name);
    if (sheet.locked) {
      lxw_protection allowed{};
      allowed.format_columns = allowed.format_rows = 1;
      allowed.insert_rows = allowed.delete_rows = allowed.sort = allowed.autofilter = 1;
      worksheet_protect(page, nullptr, &allowed);
    }
    if (sheet.hidden) worksheet_hide(page);
  }

  std::unique_ptr<lxw_workbook, Free> book_;
  lxw_format* title_ = nullptr;
  lxw_format* header_ = nullptr;
  lxw_format* editable_header_ = nullptr;
  lxw_format* formats_[4][2] = {};
};

}  // namespace

const char kXlsxContentType[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

std::string Write(const Workbook& workbook) {
  const MemoryFile file;
  Builder builder{file.Path()};
  builder.SetProperties(workbook);
  for (const Sheet& sheet : workbook.sheets) builder.Add(sheet);
  builder.Close();
  return file.Content();
}

}  // namespace cpb::sheet
