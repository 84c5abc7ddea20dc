#include "libs/sheet/xml.h"

#include <expat.h>

#include <algorithm>
#include <cstddef>
#include <memory>

namespace cpb::sheet {
namespace {

constexpr int kMaxDepth = 100;
/// Expat counts in int, and a stop is noticed between pieces.
constexpr std::size_t kPiece = std::size_t{1} << 20;

std::string_view LocalName(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

struct Run {
  XML_Parser parser;
  const XmlHandler& handler;
  bool stopped = false;
  int depth = 0;

  void Go(bool on) {
    if (on || stopped) return;
    stopped = true;
    XML_StopParser(parser, XML_FALSE);
  }
};

void XMLCALL Start(void* data, const XML_Char* name, const XML_Char** attributes) {
  Run& run = *static_cast<Run*>(data);
  if (run.stopped) return;
  if (++run.depth > kMaxDepth) return static_cast<void>(XML_StopParser(run.parser, XML_FALSE));
  run.Go(run.handler.start(LocalName(name), Attributes{attributes}));
}

void XMLCALL End(void* data, const XML_Char* name) {
  Run& run = *static_cast<Run*>(data);
  if (run.stopped) return;
  --run.depth;
  run.Go(run.handler.end(LocalName(name)));
}

void XMLCALL Text(void* data, const XML_Char* text, int size) {
  Run& run = *static_cast<Run*>(data);
  if (run.stopped) return;
  run.Go(run.handler.text({text, static_cast<std::size_t>(size)}));
}

void XMLCALL DocumentType(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  XML_StopParser(static_cast<Run*>(data)->parser, XML_FALSE);
}

}  // namespace

std::string_view Attributes::operator[](std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (LocalName(pair[0]) == name) return pair[1];
  }
  return {};
}

bool Attributes::Has(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (LocalName(pair[0]) == name) return true;
  }
  return false;
}

XmlResult ParseXml(std::string_view document, const XmlHandler& handler) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser{XML_ParserCreate(nullptr),
                                                                            &XML_ParserFree};
  if (!parser) return XmlResult::kBroken;
  Run run{parser.get(), handler};
  XML_SetUserData(parser.get(), &run);
  XML_SetElementHandler(parser.get(), Start, End);
  XML_SetCharacterDataHandler(parser.get(), Text);
  XML_SetStartDoctypeDeclHandler(parser.get(), DocumentType);
  do {
    const std::size_t size = std::min(kPiece, document.size());
    const bool last = size == document.size();
    if (XML_Parse(parser.get(), document.data(), static_cast<int>(size), last ? 1 : 0) != XML_STATUS_OK) {
      return run.stopped ? XmlResult::kStopped : XmlResult::kBroken;
    }
    document.remove_prefix(size);
  } while (!document.empty());
  return XmlResult::kWhole;
}

}  // namespace cpb::sheet
