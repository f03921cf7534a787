#include "sqlite/request.hpp"

#include "sqlite/time_bound.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::sqlite {
namespace {

std::optional<std::string_view> text_of(sqlite3_value* value) {
    if (sqlite3_value_type(value) != SQLITE_TEXT) return std::nullopt;
    const auto* const text = static_cast<const char*>(static_cast<const void*>(sqlite3_value_text(value)));
    if (text == nullptr) return std::nullopt;
    return std::string_view{text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void narrow_seq(history::SearchRange& range, Use use, sqlite3_value* value) {
    if (sqlite3_value_type(value) != SQLITE_INTEGER) return;
    const sqlite3_int64 asked = sqlite3_value_int64(value);
    const bool has_least = use == Use::seq_is || use == Use::seq_from || use == Use::seq_after;
    const bool has_most = use == Use::seq_is || use == Use::seq_to || use == Use::seq_before;
    const auto seq = static_cast<std::uint64_t>(std::max<sqlite3_int64>(asked, 0));
    if (has_least && asked > 0) range.after = std::max(range.after, use == Use::seq_after ? seq : seq - 1);
    if (has_most) range.before = std::min(range.before, use == Use::seq_before ? seq : seq + 1);
}

void narrow_time(history::SearchRange& range, Use use, sqlite3_value* value) {
    const auto text = text_of(value);
    if (!text) return;
    const auto from = use == Use::time_to ? std::nullopt : earliest_from(*text);
    const auto to = use == Use::time_from ? std::nullopt : latest_to(*text);
    if (from) range.from = std::max(range.from, *from);
    if (to) range.to = std::min(range.to, *to);
}

void narrow_topic(history::SearchRange& range, sqlite3_value* value) {
    const auto text = text_of(value);
    if (!text) return;
    range.wants = [wanted = std::string{*text}](std::string_view topic) { return topic == wanted; };
}

std::vector<std::string> texts_of(Use use, sqlite3_value* value) {
    std::vector<std::string> texts;
    const auto take = [&texts](sqlite3_value* each) {
        if (const auto text = text_of(each)) texts.emplace_back(*text);
    };
    if (use == Use::query) {
        take(value);
        return texts;
    }
    sqlite3_value* each = nullptr;
    int code = sqlite3_vtab_in_first(value, &each);
    for (; code == SQLITE_OK; code = sqlite3_vtab_in_next(value, &each))
        take(each);
    if (code == SQLITE_NOMEM) throw std::bad_alloc{};
    return texts;
}

// Each is compiled by itself, so that an error counts characters in what was asked.
Result<std::string> join(const std::vector<std::string>& queries, std::string_view by, Timestamp now) {
    std::string all;
    for (const std::string& text : queries) {
        const auto program = query::Program::compile(text, now);
        if (!program) return program.error();
        if (queries.size() == 1) return text;
        const std::string_view canonical = (*program)->is_everything() ? "*" : std::string_view{(*program)->text()};
        all.append(all.empty() ? "" : by).append("(").append(canonical).append(")");
    }
    return all;
}

Result<void> take_query(Request& request, Use use, sqlite3_value* value, Timestamp now) {
    const std::vector<std::string> texts = texts_of(use, value);
    if (texts.empty()) {
        request.is_nothing = true;
        return {};
    }
    auto any = join(texts, " OR ", now);
    if (!any) return any.error();
    if (!request.query) request.query = texts.front();
    request.queries.push_back(std::move(*any));
    return {};
}

Result<void> take(Request& request, Use use, sqlite3_value* value, Timestamp now) {
    switch (use) {
        case Use::seq_is:
        case Use::seq_after:
        case Use::seq_from:
        case Use::seq_before:
        case Use::seq_to: narrow_seq(request.range, use, value); return {};
        case Use::time_is:
        case Use::time_from:
        case Use::time_to: narrow_time(request.range, use, value); return {};
        case Use::topic_is: narrow_topic(request.range, value); return {};
        case Use::query:
        case Use::any_query: return take_query(request, use, value, now);
    }
    return {};
}

}  // namespace

Result<Request> make_request(const Plan& plan, std::span<sqlite3_value* const> values, Timestamp now) {
    Request request;
    for (std::size_t index = 0; index < values.size(); ++index) {
        if (auto taken = take(request, Use{plan.uses[index]}, values[index], now); !taken) return taken.error();
    }
    if (request.queries.empty()) return request;
    const auto all = join(request.queries, " ", now);
    if (!all) return all.error();
    auto program = query::Program::compile(*all, now);
    if (!program) return program.error();
    request.program = std::move(*program);
    return request;
}

}  // namespace logbeam::sqlite
