#include "dialect/sse/sse_encoder.hpp"

#include "dialect/frame_text.hpp"

#include <logbeam/json_writer.hpp>

#include <array>
#include <charconv>

namespace logbeam::dialect {
namespace {

constexpr std::string_view data_begin = "\ndata: ";
constexpr std::string_view end = "\n\n";

void write_named(std::string_view name, std::string_view json, hub::FrameSink& out) {
    constexpr std::string_view event_begin = "event: ";
    const std::size_t bytes = event_begin.size() + name.size() + data_begin.size() + json.size() + end.size();
    copy(out.reserve(bytes), {event_begin, name, data_begin, json, end});
    out.commit(bytes, {});
}

}  // namespace

void SseEncoder::events(const std::vector<history::StoredEvent>& events, hub::FrameSink& out) {
    std::array<char, 20> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
    for (const history::StoredEvent& event : events) {
        char* const last = std::to_chars(digits.data(), digits.data() + digits.size(), event.seq).ptr;
        const std::string_view seq{digits.data(), static_cast<std::size_t>(last - digits.data())};
        const std::size_t bytes = id_begin_.size() + seq.size() + data_begin.size() + event.text.size() + end.size();
        copy(out.reserve(bytes), {id_begin_, seq, data_begin, event.text, end});
        out.commit(bytes, {1, event.seq, event.seq});
    }
}

void SseEncoder::gap(const wire::Gap& gap, hub::FrameSink& out) {
    std::string json;
    JsonWriter writer{json};
    writer.begin_object();
    for (const auto& [name, number] :
         {std::pair{"from", gap.from}, std::pair{"to", gap.to}, std::pair{"count", gap.count}}) {
        writer.key(name);
        writer.unsigned_integer(number);
    }
    writer.key("reason");
    writer.string(gap.reason);
    writer.end_object();
    write_named("gap", json, out);
}

void SseEncoder::sampled(const hub::Sampled& sampled, hub::FrameSink& out) {
    write_named("sampled",
                R"({"seen":)" + std::to_string(sampled.seen) + R"(,"sent":)" + std::to_string(sampled.sent) + "}", out);
}

}  // namespace logbeam::dialect
