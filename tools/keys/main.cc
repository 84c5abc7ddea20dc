/// cpb_keys FOLDER PROGRAM…: makes the Ed25519 key pairs by which programs trust each other's identity
/// tokens. What is there is kept, so it may be run again.
#include <cstdio>
#include <string_view>

#include "libs/auth/token.h"

int main(int argc, char** argv) {
  if (argc < 3 || std::string_view{argv[1]} == "--help") {
    std::puts(
        "Usage: cpb_keys FOLDER PROGRAM...\n"
        "Makes FOLDER/PROGRAM.key (readable by its owner alone) and FOLDER/PROGRAM.pub unless they are "
        "there.\n"
        "Give each program its own .key and the .pub of all.");
    return argc == 2 ? 0 : 2;
  }
  for (int i = 2; i < argc; ++i) {
    if (const absl::Status status = cpb::auth::MakeKeyPair(argv[1], argv[i]); !status.ok()) {
      std::fprintf(stderr, "cpb_keys: %s\n", std::string{status.message()}.c_str());
      return 1;
    }
  }
  return 0;
}
