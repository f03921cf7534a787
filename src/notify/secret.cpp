#include "notify/secret.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace logbeam::notify {
namespace {

constexpr std::size_t most_bytes = 65'536;

Error invalid(std::string detail) {
    return {ErrorCode::invalid_config, std::move(detail)};
}

}  // namespace

Result<std::string> expanded(std::string_view text, const Environment& environment) {
    std::string result;
    while (true) {
        const auto begin = text.find("${");
        result += text.substr(0, begin);
        if (begin == std::string_view::npos) return result;
        const auto end = text.find('}', begin);
        if (end == std::string_view::npos) return invalid("expected '}' behind '${'");
        const std::string name{text.substr(begin + 2, end - begin - 2)};
        const auto value = environment(name);
        if (!value || value->empty()) return invalid("the environment has no " + name);
        result += *value;
        text.remove_prefix(end + 1);
    }
}

std::optional<std::string> environment_of_process(const std::string& name) {
    const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): read at set-up
    return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

bool names_variable(std::string_view text) noexcept {
    return text.size() > 3 && text.starts_with("${") && text.find('}') == text.size() - 1;
}

Result<std::string> file_text(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::string text(most_bytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad() || (!file.eof() && file.fail())) return invalid("cannot read the file");
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > most_bytes) return invalid("the file is longer than 64 KiB");
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.pop_back();
    if (text.empty()) return invalid("the file is empty, or there is none");
    return text;
}

}  // namespace logbeam::notify
