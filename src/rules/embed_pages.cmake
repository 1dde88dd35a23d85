# Run at build time: writes OUTPUT, a source with the files TEXTS as string literals.
set(pages "")
set(packs "")
foreach(path IN LISTS TEXTS)
  cmake_path(GET path STEM name)
  file(READ ${path} text)
  if(text STREQUAL "")
    message(FATAL_ERROR "${path} is empty; write the pages with tools/rule-docs")
  endif()
  set(entry "    {\"${name}\", R\"page(${text})page\"},\n")
  if(path MATCHES "\\.toml$")
    string(APPEND packs "${entry}")
  elseif(NOT name STREQUAL "README")
    string(APPEND pages "${entry}")
  endif()
endforeach()

set(content "#include \"rules/pages.h\"

#include <span>

namespace lockstep::rules {
namespace {

struct Text {
  std::string_view name;
  std::string_view text;
};
constexpr Text kPages[] = {
${pages}    {},
};
constexpr Text kPacks[] = {
${packs}    {},
};

std::string_view find(std::span<const Text> texts, std::string_view name) {
  for (const Text& text : texts) {
    if (text.name == name) return text.text;
  }
  return {};
}

}  // namespace

std::string_view rule_page(std::string_view id) { return find(kPages, id); }
std::string_view rule_pack(std::string_view name) { return find(kPacks, name); }

std::vector<std::string_view> pack_names() {
  std::vector<std::string_view> names;
  for (const Text& pack : kPacks) {
    if (!pack.name.empty()) names.push_back(pack.name);
  }
  return names;
}

}  // namespace lockstep::rules
")
file(WRITE ${OUTPUT} "${content}")
