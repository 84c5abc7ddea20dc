#include "libs/sheet/zip.h"

#include <zlib.h>

namespace cpb::sheet {
namespace {

constexpr std::uint32_t kEndSignature = 0x06054b50;
constexpr std::uint32_t kEntrySignature = 0x02014b50;
constexpr std::uint32_t kLocalSignature = 0x04034b50;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kEntrySize = 46;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kMaxComment = 65'535;
constexpr std::size_t kMaxParts = 2'000;
constexpr std::uint16_t kEncryptedFlag = 1;
constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;

/// Little-endian; the caller has checked the bounds.
std::uint32_t Number(std::string_view bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = count - 1; i >= 0; --i) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  }
  return value;
}

std::uint16_t Short(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(Number(bytes, at, 2));
}

std::uint32_t Long(std::string_view bytes, std::size_t at) {
  return Number(bytes, at, 4);
}

/// Where the end record stands; only a comment may follow it.
std::optional<std::size_t> FindEnd(std::string_view bytes) {
  if (bytes.size() < kEndSize) return std::nullopt;
  const std::size_t last = bytes.size() - kEndSize;
  const std::size_t first = last > kMaxComment ? last - kMaxComment : 0;
  for (std::size_t at = last + 1; at-- > first;) {
    if (Long(bytes, at) == kEndSignature) return at;
  }
  return std::nullopt;
}

std::optional<std::string> Inflate(std::string_view packed, std::size_t size) {
  std::string unpacked(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return std::nullopt;
  // zlib's interface has no const; it does not write to its input.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(unpacked.data());
  stream.avail_out = static_cast<uInt>(unpacked.size());
  const int result = inflate(&stream, Z_FINISH);
  const bool whole = result == Z_STREAM_END && stream.total_out == size;
  inflateEnd(&stream);
  if (!whole) return std::nullopt;
  return unpacked;
}

}  // namespace

Zip::Zip(std::string_view bytes, std::size_t max_unpacked)
    : bytes_{bytes}, fault_{ReadDirectory(max_unpacked)} {}

ZipFault Zip::ReadDirectory(std::size_t max_unpacked) {
  if (bytes_.size() < kLocalSize || Long(bytes_, 0) != kLocalSignature) return ZipFault::kNotZip;
  const std::optional<std::size_t> end = FindEnd(bytes_);
  if (!end) return ZipFault::kBroken;
  const std::size_t count = Short(bytes_, *end + 10);
  std::size_t at = Long(bytes_, *end + 16);
  if (count > kMaxParts) return ZipFault::kTooLarge;
  std::size_t unpacked = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (at > *end || *end - at < kEntrySize || Long(bytes_, at) != kEntrySignature) return ZipFault::kBroken;
    if ((Short(bytes_, at + 8) & kEncryptedFlag) != 0) return ZipFault::kEncrypted;
    const Part part{.method = Short(bytes_, at + 10),
                    .packed = Long(bytes_, at + 20),
                    .unpacked = Long(bytes_, at + 24),
                    .offset = Long(bytes_, at + 42),
                    .crc = Long(bytes_, at + 16)};
    const std::size_t name = Short(bytes_, at + 28);
    const std::size_t rest = std::size_t{Short(bytes_, at + 30)} + Short(bytes_, at + 32);
    if (*end - at - kEntrySize < name + rest) return ZipFault::kBroken;
    if (part.unpacked > max_unpacked - unpacked) return ZipFault::kTooLarge;
    unpacked += part.unpacked;
    // Two parts of one name are two truths: programs differ in which they take.
    if (!parts_.emplace(bytes_.substr(at + kEntrySize, name), part).second) return ZipFault::kBroken;
    at += kEntrySize + name + rest;
  }
  return ZipFault::kNone;
}

bool Zip::HasFolder(std::string_view prefix) const {
  const auto found = parts_.lower_bound(prefix);
  return found != parts_.end() && std::string_view{found->first}.substr(0, prefix.size()) == prefix;
}

std::optional<std::string> Zip::Read(std::string_view name) const {
  const auto found = parts_.find(name);
  if (found == parts_.end()) return std::nullopt;
  const Part& part = found->second;
  if (part.offset > bytes_.size() || bytes_.size() - part.offset < kLocalSize ||
      Long(bytes_, part.offset) != kLocalSignature) {
    return std::nullopt;
  }
  // Names and extra fields of the local header may differ in length from the directory's.
  const std::size_t data =
      part.offset + kLocalSize + Short(bytes_, part.offset + 26) + Short(bytes_, part.offset + 28);
  if (data > bytes_.size() || bytes_.size() - data < part.packed) return std::nullopt;
  const std::string_view packed = bytes_.substr(data, part.packed);
  std::optional<std::string> content;
  if (part.method == kStored && part.packed == part.unpacked) content = std::string{packed};
  if (part.method == kDeflated) content = Inflate(packed, part.unpacked);
  if (!content) return std::nullopt;
  const uLong crc =
      crc32(0, reinterpret_cast<const Bytef*>(content->data()), static_cast<uInt>(content->size()));
  if (crc != part.crc) return std::nullopt;
  return content;
}

}  // namespace cpb::sheet
