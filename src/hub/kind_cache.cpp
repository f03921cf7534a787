#include "hub/kind_cache.hpp"

#include "base/hash.hpp"
#include "event/json_text.hpp"
#include "hub/envelope.hpp"
#include "hub/quoting.hpp"
#include "json/scan.hpp"
#include "json/utf8.hpp"

#include <logbeam/topic.hpp>

#include <string_view>
#include <utility>

namespace logbeam::hub {
namespace {

constexpr std::size_t longest_metadata = 16 * 1024;

Result<void> check_name(std::string_view what, std::string_view name) {
    if (name.empty() || name.size() > longest_name) {
        return Error{ErrorCode::ill_typed_event,
                     std::string{what}.append(": ") + std::to_string(name.size()) + " bytes, allowed are 1 to 255"};
    }
    if (!json::is_utf8(name)) return Error{ErrorCode::ill_typed_event, std::string{what}.append(": not UTF-8")};
    return {};
}

Result<std::string> metadata_of(std::string_view metadata, bool recovered) {
    if (metadata.size() > longest_metadata) return Error{ErrorCode::too_large, "metadata: more than 16 KiB"};
    std::string text;
    if (!metadata.empty()) {
        if (auto checked = json::check(metadata); !checked) return checked.error();
        const std::string_view trimmed = event::trim(metadata);
        if (trimmed.front() != '{') return Error{ErrorCode::ill_typed_event, "metadata: expected an object"};
        std::string scratch;
        text = event::compact(trimmed, scratch);
    }
    if (text == "{}") text.clear();
    if (!recovered) return text;
    if (text.empty()) return std::string{R"({"recovered":true})"};
    text.back() = ',';
    return text.append(R"("recovered":true})");
}

Result<void> check_names(const wire::BatchView& batch, const wire::EventView& event) {
    auto topic = TopicName::parse(event.topic);
    if (!topic) return topic.error();
    for (const auto& [what, name] :
         {std::pair{"publisher", batch.publisher}, std::pair{"type", event.type}, std::pair{"source", event.source}}) {
        if (auto checked = check_name(what, name); !checked) return checked;
    }
    return {};
}

Result<Kind> make_kind(const wire::BatchView& batch, const wire::EventView& event, TopicTable& topics) {
    if (auto checked = check_names(batch, event); !checked) return checked.error();
    auto metadata = metadata_of(event.metadata, batch.recovered);
    if (!metadata) return metadata.error();

    Kind kind;
    kind.topic_name = event.topic;
    kind.level = level_of_type(event.type);
    kind.topic = topics.id_of(event.topic);
    kind.id_begin = R"({"id":")";
    append_escaped(batch.publisher, kind.id_begin);
    kind.id_begin += '-';
    kind.head.append(R"("topic":")").append(event.topic).append(R"(",)");
    kind.topic_bytes = kind.head.size();
    kind.head.append(R"("type":")");
    append_escaped(event.type, kind.head);
    kind.head.append(R"(","source":")");
    append_escaped(event.source, kind.head);
    kind.head.append(R"(","timestamp":")");
    if (!metadata->empty()) kind.tail.append(R"(,"metadata":)").append(*metadata);
    kind.client_at = kind.tail.size();
    if (const std::string_view client = client_of(batch.publisher); !client.empty()) {
        kind.tail.append(R"(,"clientId":")");
        append_escaped(client, kind.tail);
        kind.tail.push_back('"');
    }
    kind.tail.push_back('}');
    kind.publisher_hash = base::stable_hash(batch.publisher);
    return kind;
}

}  // namespace

std::string_view client_of(std::string_view publisher) noexcept {
    return publisher.substr(0, publisher.find(behind_client));
}

Result<const Kind*> KindCache::find(const wire::BatchView& batch, const wire::EventView& event, TopicTable& topics) {
    if (last_ != nullptr && last_topic_ == event.topic.data() && last_type_ == event.type.data() &&
        last_source_ == event.source.data() && last_metadata_ == event.metadata.data()) {
        return last_;
    }
    key_.assign(1, batch.recovered ? '1' : '0');
    for (const std::string_view part : {batch.publisher, event.topic, event.type, event.source, event.metadata}) {
        key_.append(part).push_back('\0');
    }
    auto known = kinds_.find(key_);
    if (known == kinds_.end()) {
        auto kind = make_kind(batch, event, topics);
        if (!kind) return kind.error();
        if (kinds_.size() >= limit_) kinds_.clear();
        known = kinds_.emplace(key_, std::move(*kind)).first;
    }
    last_ = &known->second;
    last_topic_ = event.topic.data();
    last_type_ = event.type.data();
    last_source_ = event.source.data();
    last_metadata_ = event.metadata.data();
    return last_;
}

}  // namespace logbeam::hub
