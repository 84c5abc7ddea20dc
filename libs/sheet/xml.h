/// Expat as three callbacks. Names lose their prefixes; document types are refused, so there are no entities
/// but XML's own five. Internal to libs/sheet.
#pragma once

#include <functional>
#include <string_view>

namespace cpb::sheet {

/// Attributes of an element, by local name.
class Attributes {
 public:
  explicit Attributes(const char* const* pairs) : pairs_{pairs} {}
  /// Empty when there is none.
  std::string_view operator[](std::string_view name) const;
  bool Has(std::string_view name) const;

 private:
  const char* const* pairs_;
};

/// What is made of a document. Return false to stop.
struct XmlHandler {
  std::function<bool(std::string_view name, const Attributes& attributes)> start;
  std::function<bool(std::string_view name)> end;
  std::function<bool(std::string_view text)> text;
};

enum class XmlResult { kWhole, kStopped, kBroken };

XmlResult ParseXml(std::string_view document, const XmlHandler& handler);

}  // namespace cpb::sheet
