#include "dialect/gap_notice.hpp"

#include <logbeam/json_writer.hpp>

#include <string>
#include <string_view>

namespace logbeam::dialect {
namespace {

constexpr std::string_view topic_of_gaps = "$sys.gap";

std::string described(const hub::Client& client, const hub::Interest& interest, const wire::Gap& gap) {
    std::string data;
    JsonWriter json{data};
    json.begin_object();
    json.key("clientId");
    json.string(client.id);
    json.key("source");
    json.string(client.source);
    json.key("topics");
    json.begin_array();
    for (const TopicPattern& topic : interest.topics)
        json.string(topic.str());
    json.end_array();
    json.key("from");
    json.unsigned_integer(gap.from);
    json.key("to");
    json.unsigned_integer(gap.to);
    json.key("count");
    json.unsigned_integer(gap.count);
    json.key("reason");
    json.string(gap.reason);
    json.end_object();
    return data;
}

}  // namespace

void tell_gap(const Session& session, hub::Reader& reader, const wire::Gap& gap, hub::FrameSink& out) {
    reader.encoder().gap(gap, out);
    const hub::Interest& interest = reader.interest();
    if (interest.wants(topic_of_gaps)) return;  // its own gap would be the next thing that it is too slow for
    session.context.hub.tell(topic_of_gaps, "gap", described(session.client, interest, gap));
}

}  // namespace logbeam::dialect
