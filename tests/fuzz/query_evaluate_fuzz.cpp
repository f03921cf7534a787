#include "fuzz/require.hpp"
#include "json/scan.hpp"
#include "query/program.hpp"

#include <string>

using namespace logbeam;
using fuzz::require;

// A query, a line feed, and the `data` of an event: the query and its opposite never agree.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return 0;
    const auto event_data = text.substr(end + 1);
    const auto query = query::Program::compile(text.substr(0, end), Timestamp{});
    if (!query || !json::check(event_data)) return 0;

    constexpr std::string_view head =
        R"({"id":"i","topic":"a.b","type":"t","source":"s","timestamp":"1970-01-01T00:00:00.000000000Z","seq":1,)";
    std::string event{head};
    event.append(R"("data":)").append(event_data).append(R"(,"metadata":{"host":"h"},"clientId":"c"})");
    query::Subject subject{event, "a.b", {}, 1, Timestamp{}, static_cast<std::uint32_t>(head.size())};

    const bool matches = (*query)->matches(subject);
    query::Outline outline;
    outline.read(subject.text, subject.data_at);
    subject.outline = &outline;
    require((*query)->matches(subject) == matches);
    const auto opposite =
        query::Program::compile("-(" + ((*query)->is_everything() ? "*" : (*query)->text()) + ")", {});
    if (opposite.ok()) require((*opposite)->matches(subject) != matches);
    return 0;
}
