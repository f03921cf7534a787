#include "cli/query/event_stream.hpp"

namespace logbeam::cli {
namespace {

constexpr std::string_view event_begin = R"({"event":)";

const Value* member(const Value& value, std::string_view key) {
    const Fields* object = value.as_object();
    return object == nullptr ? nullptr : object->find(key);
}

std::optional<std::uint64_t> number(const Value& value, std::string_view key) {
    const Value* found = member(value, key);
    return found == nullptr ? std::nullopt : found->as_uint64();
}

}  // namespace

void EventStream::receive(std::string_view bytes) {
    lines_.feed(bytes, [this](std::string_view line) { take_line(line); });
}

void EventStream::take_line(std::string_view line) {
    if (line.starts_with(event_begin) && line.ends_with('}')) {
        return take_event_(line.substr(event_begin.size(), line.size() - event_begin.size() - 1));
    }
    const auto value = Value::parse(line);
    if (!value) return;
    if (const Value* progress = member(*value, "progress")) take_state(*progress);
    if (const Value* done = member(*value, "done")) {
        is_done_ = true;
        next_ = number(*done, "next");
        if (const Value* progress = member(*done, "progress")) take_state(*progress);
    }
}

void EventStream::take_state(const Value& said) {
    state_.blocks = number(said, "blocks").value_or(0);
    state_.done = number(said, "scanned").value_or(0) + number(said, "skipped").value_or(0);
    state_.damaged = number(said, "damaged").value_or(0);
    state_.events = number(said, "events").value_or(0);
    state_.matched = number(said, "matched").value_or(0);
    take_state_(state_);
}

}  // namespace logbeam::cli
