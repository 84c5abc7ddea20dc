/// The parts of a zip archive in memory, by its central directory. Every size is checked before memory is
/// taken, and no part grows beyond what it declares. Internal to libs/sheet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace cpb::sheet {

enum class ZipFault { kNone, kNotZip, kBroken, kEncrypted, kTooLarge };

class Zip {
 public:
  /// `bytes` must outlive it. Nothing can be read when `fault()` says so.
  Zip(std::string_view bytes, std::size_t max_unpacked);

  ZipFault fault() const { return fault_; }
  bool Has(std::string_view name) const { return parts_.find(name) != parts_.end(); }
  /// Is there a part whose name begins like this?
  bool HasFolder(std::string_view prefix) const;
  /// The unpacked part; nothing when there is none or it is damaged.
  std::optional<std::string> Read(std::string_view name) const;

 private:
  struct Part {
    std::uint16_t method = 0;
    std::size_t packed = 0;
    std::size_t unpacked = 0;
    std::size_t offset = 0;
    std::uint32_t crc = 0;
  };
  ZipFault ReadDirectory(std::size_t max_unpacked);

  std::string_view bytes_;
  std::map<std::string, Part, std::less<>> parts_;
  ZipFault fault_;
};

}  // namespace cpb::sheet
