/// Makes zip archives for tests, good ones and bad ones.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace cpb::sheet {

class ZipBuilder {
 public:
  /// What the directory says of a part, where it should lie.
  struct Lie {
    std::uint32_t unpacked = 0;  ///< 0: the truth.
    std::uint16_t flags = 0;
  };

  ZipBuilder& Add(const std::string& name, std::string_view content) { return AddPart(name, content, Lie{}); }
  ZipBuilder& AddPart(const std::string& name, std::string_view content, Lie lie) {
    const std::string packed = Deflate(content);
    const auto crc = static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
    const std::uint32_t unpacked =
        lie.unpacked != 0 ? lie.unpacked : static_cast<std::uint32_t>(content.size());
    std::string entry;
    Put(entry, 20, 2);
    Put(entry, lie.flags, 2);
    Put(entry, 8, 2);
    Put(entry, 0, 4);
    Put(entry, crc, 4);
    Put(entry, static_cast<std::uint32_t>(packed.size()), 4);
    Put(entry, unpacked, 4);
    Put(entry, static_cast<std::uint32_t>(name.size()), 2);
    Put(entry, 0, 2);
    const auto offset = static_cast<std::uint32_t>(parts_.size());
    parts_ += "PK\x03\x04" + entry + name + packed;
    Put(directory_, 0x02014b50, 4);
    Put(directory_, 20, 2);
    directory_ += entry;
    Put(directory_, 0, 2);
    Put(directory_, 0, 4);
    Put(directory_, 0, 4);
    Put(directory_, offset, 4);
    directory_ += name;
    ++count_;
    return *this;
  }
  std::string Build() const {
    std::string zip = parts_ + directory_;
    Put(zip, 0x06054b50, 4);
    Put(zip, 0, 4);
    Put(zip, count_, 2);
    Put(zip, count_, 2);
    Put(zip, static_cast<std::uint32_t>(directory_.size()), 4);
    Put(zip, static_cast<std::uint32_t>(parts_.size()), 4);
    Put(zip, 0, 2);
    return zip;
  }

 private:
  static void Put(std::string& to, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> (8 * i) & 0xFF);
  }
  static std::string Deflate(std::string_view content) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::runtime_error{"deflate"};
    }
    std::string packed(deflateBound(&stream, content.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::runtime_error{"deflate"};
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
  }

  std::string parts_, directory_;
  std::uint32_t count_ = 0;
};

/// An .xlsx with one sheet "S" of these rows, and more parts if wanted.
inline ZipBuilder Xlsx(const std::string& rows, const std::string& strings = "") {
  ZipBuilder zip;
  zip.Add("[Content_Types].xml", "<Types/>")
      .Add(
          "_rels/.rels",
          R"(<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>)")
      .Add(
          "xl/workbook.xml",
          R"(<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>)")
      .Add(
          "xl/_rels/workbook.xml.rels",
          R"(<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>)"
          R"(<Relationship Id="rId2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>)")
      .Add("xl/sharedStrings.xml", "<sst>" + strings + "</sst>")
      .Add("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
  return zip;
}

/// An .ods with this in its body.
inline ZipBuilder Ods(const std::string& body) {
  ZipBuilder zip;
  zip.Add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
      .Add("META-INF/manifest.xml", "<manifest/>")
      .Add("content.xml",
           R"(<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:draw="d">)"
           "<office:body><office:spreadsheet>" +
               body + "</office:spreadsheet></office:body></office:document-content>");
  return zip;
}

}  // namespace cpb::sheet
