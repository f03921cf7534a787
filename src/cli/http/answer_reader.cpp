#include "cli/http/answer_reader.hpp"

#include "websocket/handshake.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace logbeam::cli {
namespace {

constexpr std::size_t longest_head = 64 * 1024;
constexpr std::string_view line_end = "\r\n";
constexpr std::string_view blank_line = "\r\n\r\n";

Error not_http(std::string_view why) {
    return {ErrorCode::connection_lost, "there is no logbeam broker: " + std::string{why}};
}

std::optional<std::uint64_t> number(std::string_view text, int base) noexcept {
    std::uint64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value, base);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return value;
}

std::string_view trimmed(std::string_view text) noexcept {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<std::string_view> field(std::string_view head, std::string_view name) noexcept {
    while (!head.empty()) {
        const std::size_t end = std::min(head.find(line_end), head.size());
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + line_end.size(), head.size()));
        const std::size_t colon = std::min(line.find(':'), line.size());
        if (colon < line.size() && websocket::is_same_in_any_case(line.substr(0, colon), name)) {
            return trimmed(line.substr(colon + 1));
        }
    }
    return std::nullopt;
}

}  // namespace

Result<void> AnswerReader::receive(std::string_view bytes, std::string& body) {
    held_.append(bytes);
    for (bool needs_more = false; !needs_more && !is_done();) {
        if (auto advanced = advance(body, needs_more); !advanced) return advanced;
    }
    return {};
}

Result<void> AnswerReader::end() {
    if (phase_ == Phase::until_close) phase_ = Phase::done;
    if (is_done()) return {};
    return Error{ErrorCode::connection_lost, "the broker hung up in the middle of its answer"};
}

// One step; `needs_more` when none is possible.
Result<void> AnswerReader::advance(std::string& body, bool& needs_more) {
    if (phase_ == Phase::chunk || phase_ == Phase::counted || phase_ == Phase::until_close) {
        take_body(body);
        needs_more = held_.empty();
        return {};
    }
    const std::string_view mark = phase_ == Phase::head ? blank_line : line_end;
    const std::size_t end = held_.find(mark);
    if (end == std::string::npos) {
        needs_more = true;
        return held_.size() > longest_head ? Result<void>{not_http("its answer is too long")} : Result<void>{};
    }
    Result<void> read;
    switch (phase_) {
        case Phase::head: read = read_head(); break;
        case Phase::chunk_size: read = read_chunk_size(std::string_view{held_}.substr(0, end)); break;
        case Phase::chunk_end: phase_ = Phase::chunk_size; break;
        default: phase_ = end == 0 ? Phase::done : Phase::trailer; break;
    }
    held_.erase(0, end + mark.size());
    return read;
}

Result<void> AnswerReader::read_head() {
    const std::string_view head = std::string_view{held_}.substr(0, held_.find(blank_line));
    const auto status = number(head.substr(std::min<std::size_t>(9, head.size()), 3), 10);
    if (!head.starts_with("HTTP/1.") || !status) return not_http("its answer is not HTTP");
    status_ = static_cast<unsigned>(*status);
    const auto length = field(head, "Content-Length");
    if (websocket::is_same_in_any_case(field(head, "Transfer-Encoding").value_or(""), "chunked")) {
        phase_ = Phase::chunk_size;
    } else if (length) {
        const auto bytes = number(*length, 10);
        if (!bytes) return not_http("its answer has no length that reads");
        left_ = *bytes;
        phase_ = left_ == 0 ? Phase::done : Phase::counted;
    } else {
        phase_ = Phase::until_close;
    }
    return {};
}

Result<void> AnswerReader::read_chunk_size(std::string_view line) {
    const auto bytes = number(trimmed(line.substr(0, line.find(';'))), 16);
    if (!bytes) return not_http("its answer has a chunk without a length");
    left_ = *bytes;
    phase_ = left_ == 0 ? Phase::trailer : Phase::chunk;
    return {};
}

void AnswerReader::take_body(std::string& body) {
    const bool is_bounded = phase_ != Phase::until_close;
    const std::size_t count =
        is_bounded ? static_cast<std::size_t>(std::min<std::uint64_t>(left_, held_.size())) : held_.size();
    body.append(held_, 0, count);
    held_.erase(0, count);
    if (!is_bounded) return;
    left_ -= count;
    if (left_ == 0) phase_ = phase_ == Phase::chunk ? Phase::chunk_end : Phase::done;
}

}  // namespace logbeam::cli
