// Build tool: writes the OpenAPI document to the file named by the first argument, which the pages take their
// types from. A file that is the same already is left alone, so that nothing is rebuilt for it.
#include <cstdio>
#include <fstream>
#include <iterator>

#include "services/gateway/contract/contract.h"
#include "services/gateway/openapi/document.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: gateway_openapi_writer FILE\n");
    return 2;
  }
  const auto contract = cpb::gateway::Contract::LoadEmbedded();
  if (!contract.ok()) {
    std::fprintf(stderr, "%s\n", contract.status().ToString().c_str());
    return 1;
  }
  const std::string document = cpb::gateway::OpenApiDocument(**contract);
  {
    std::ifstream before{argv[1], std::ios::binary};
    if (before && std::string{std::istreambuf_iterator<char>{before}, {}} == document) return 0;
  }
  std::ofstream out{argv[1], std::ios::binary};
  out << document;
  out.close();
  return out ? 0 : 1;
}
