#include "hub/ingest.hpp"

#include "base/hash.hpp"
#include "event/json_text.hpp"
#include "hub/quoting.hpp"
#include "json/scan.hpp"

#include <logbeam/topic.hpp>

#include <array>
#include <charconv>
#include <utility>

namespace logbeam::hub {
namespace {

constexpr std::string_view empty_object = "{}";

template <int base = 10>
void append_number(std::uint64_t number, std::string& out) {
    std::array<char, 20> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
    out.append(digits.data(), end);
}

// Spreads a counter over 64 bits, so that its order has nothing to do with the choice of a sampler.
constexpr std::uint64_t scatter(std::uint64_t number) noexcept {
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
    number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
    return number ^ (number >> 31);
}

Error not_allowed(std::string_view topic) {
    return Error{ErrorCode::forbidden, "publishing to '" + std::string{topic} +
                                           (topic.substr(0, 1) == "$" ? "': topics that begin with $ are the broker's"
                                                                      : "' is not allowed to this client")};
}

}  // namespace

Ingest::Ingest(std::string epoch, IngestLimits limits, TopicTable& topics, Counters& counters)
    : epoch_{std::move(epoch)}, limits_{limits}, topics_{topics}, counters_{counters} {}

Result<TakenBatch> Ingest::take_batch(std::string_view bytes, const Sender& sender) {
    ++counters_.batches;
    const auto decoded = decoder_.decode(bytes);
    if (!decoded) {
        ++counters_.refused_batches;
        return decoded.error();
    }
    const wire::BatchView* const batch = *decoded;
    const auto verdict = publishers_.judge(batch->publisher, batch->first, batch->last);
    counters_.missing_counters += verdict.missing;
    count_holes(*batch, verdict.held);

    TakenBatch taken;
    taken.publisher = batch->publisher;
    taken.through = std::max(verdict.held, batch->last);
    kinds_.begin_batch();
    for (const wire::EventView& event : batch->events) {
        if (event.counter <= verdict.held) {
            ++counters_.duplicates;
        } else if (auto accepted = accept(*batch, event, sender); accepted) {
            ++taken.accepted;
        } else {
            ++counters_.refused_events;
            if (taken.refused++ == 0) taken.first_refusal = accepted.error();
        }
    }
    mark(batch->publisher, taken.through);
    return taken;
}

Result<void> Ingest::accept(const wire::BatchView& batch, const wire::EventView& event, const Sender& sender) {
    auto found = kinds_.find(batch, event, topics_);
    if (!found) return found.error();
    const Kind& kind = **found;
    if (!sender.rights->may_publish(kind.topic_name)) return not_allowed(kind.topic_name);
    auto data = checked_data(event);
    if (!data) return data.error();

    history::Entry entry = begin_entry(++seq_);
    burst_.text.append(kind.id_begin);
    if (event.own_id.empty()) {
        append_number<16>(event.counter, burst_.text);
        entry.id_hash = scatter(kind.publisher_hash ^ event.counter);
    } else {
        burst_.text.resize(entry.at);
        burst_.text.append(R"({"id":")");
        append_escaped(event.own_id, burst_.text);
        entry.id_hash = base::stable_hash(event.own_id);
    }
    burst_.text.append(R"(",)");
    entry.topic = kind.topic;
    entry.level = event.level;
    entry.parts.topic_at = offset_in(entry);
    entry.parts.topic_end = static_cast<std::uint16_t>(entry.parts.topic_at + kind.topic_bytes);
    burst_.text.append(kind.head).append(time_text_.of(event.time)).append(R"(",)");
    append_seq_and_data(entry, *data);
    entry.parts.client_at = static_cast<std::uint32_t>(burst_.text.size() - entry.at + kind.client_at);
    burst_.text.append(kind.tail);
    finish(entry);
    return {};
}

// Exactly one JSON value on one line. The encoder of the C++ client writes nothing that needs compacting.
Result<std::string_view> Ingest::checked_data(const wire::EventView& event) {
    if (event.data.empty()) return empty_object;
    if (!event.own_id.empty() && event.own_id.size() > longest_name) {
        return Error{ErrorCode::ill_typed_event, "id: longer than 255 bytes"};
    }
    if (auto checked = json::check(event.data, {.depth = limits_.depth, .bytes = limits_.event_bytes}); !checked) {
        return checked.error();
    }
    const bool is_on_one_line =
        event.data.find('\n') == std::string_view::npos && event.data.find('\r') == std::string_view::npos;
    if (is_on_one_line) return event.data;
    scratch_.clear();
    scratch_.reserve(event.data.size());
    return event::compact(event::trim(event.data), scratch_);
}

Result<TakenEvent> Ingest::take_event(std::string_view json, const Sender& sender, Timestamp now) {
    const auto draft = read(json, sender, now);
    if (draft) return write(*draft, sender);
    ++counters_.refused_events;
    return draft.error();
}

Result<Ingest::Letter> Ingest::compose(std::string_view json, const Sender& sender, Timestamp now) {
    const auto draft = read(json, sender, now);
    if (!draft) return draft.error();
    const history::Entry entry = write(*draft, sender, id_for(*draft), 0);
    Letter letter{burst_.text.substr(entry.at), entry.parts};
    burst_.text.resize(entry.at);
    return letter;
}

std::uint64_t Ingest::tell(std::string_view topic, std::string_view type, std::string_view data, Timestamp now) {
    Draft draft;
    draft.envelope.type = type;
    draft.envelope.source = "logbeam";
    draft.envelope.data = data;
    draft.topic = topic;
    draft.time = now;
    return write(draft, Sender{}).seq;
}

Result<Ingest::Draft> Ingest::read(std::string_view json, const Sender& sender, Timestamp now) {
    auto envelope = read_envelope(json, {.event_bytes = limits_.event_bytes, .depth = limits_.depth}, scratch_);
    if (!envelope) return envelope.error();
    const std::string_view named = envelope->topic.empty() ? sender.default_topic : envelope->topic;
    if (named.empty()) return Error{ErrorCode::ill_typed_event, "topic: missing"};
    if (auto topic = TopicName::parse(named); !topic) return topic.error();
    if (!sender.rights->may_publish(named)) return not_allowed(named);
    if (!envelope->timestamp.empty()) {
        const auto time = parse_rfc3339(envelope->timestamp);
        if (!time) return Error{ErrorCode::ill_typed_event, "timestamp: expected RFC 3339, as 2026-11-20T10:57:33Z"};
        now = *time;
    }
    return Draft{*envelope, named, now};
}

TakenEvent Ingest::write(const Draft& draft, const Sender& sender) {
    TakenEvent taken{++seq_, id_for(draft)};
    history::Entry entry = write(draft, sender, taken.id, taken.seq);
    entry.topic = topics_.id_of(draft.topic);
    entry.level = draft.envelope.level;
    entry.id_hash = base::stable_hash(taken.id);
    finish(entry);
    return taken;
}

std::string Ingest::id_for(const Draft& draft) {
    std::string id{draft.envelope.id};
    if (id.empty()) {
        id.append(epoch_).push_back('-');
        append_number<16>(++own_events_, id);
    }
    return id;
}

history::Entry Ingest::write(const Draft& draft, const Sender& sender, std::string_view id, std::uint64_t seq) {
    const auto or_else = [](std::string_view text, std::string_view other) { return text.empty() ? other : text; };
    const Envelope& envelope = draft.envelope;
    history::Entry entry = begin_entry(seq);
    std::string& text = burst_.text;
    text.append(R"({"id":")").append(id).append(R"(",)");
    entry.parts.topic_at = offset_in(entry);
    text.append(R"("topic":")").append(draft.topic).append(R"(",)");
    entry.parts.topic_end = offset_in(entry);
    text.append(R"("type":")").append(or_else(envelope.type, "event"));
    text.append(R"(","source":")");
    if (envelope.source.empty()) {
        append_escaped(or_else(sender.source, sender.client_id).substr(0, longest_name), text);
    } else {
        text.append(envelope.source);
    }
    text.append(R"(","timestamp":")").append(time_text_.of(draft.time)).append(R"(",)");
    append_seq_and_data(entry, or_else(envelope.data, empty_object));
    if (!envelope.metadata.empty()) text.append(R"(,"metadata":)").append(envelope.metadata);
    entry.parts.client_at = static_cast<std::uint32_t>(text.size() - entry.at);
    if (!sender.client_id.empty()) {
        text.append(R"(,"clientId":")");
        append_escaped(sender.client_id, text);
        text.push_back('"');
    }
    text.push_back('}');
    return entry;
}

history::Entry Ingest::begin_entry(std::uint64_t seq) const noexcept {
    history::Entry entry;
    entry.seq = seq;
    entry.at = static_cast<std::uint32_t>(burst_.text.size());
    return entry;
}

std::uint16_t Ingest::offset_in(const history::Entry& entry) const noexcept {
    return static_cast<std::uint16_t>(burst_.text.size() - entry.at);
}

void Ingest::append_seq_and_data(history::Entry& entry, std::string_view data) {
    entry.parts.seq_at = offset_in(entry);
    if (entry.seq != 0) {
        burst_.text.append(R"("seq":)");
        append_number(entry.seq, burst_.text);
        burst_.text.push_back(',');
    }
    entry.parts.seq_end = offset_in(entry);
    burst_.text.append(R"("data":)").append(data);
}

void Ingest::finish(history::Entry& entry) {
    entry.bytes = static_cast<std::uint32_t>(burst_.text.size() - entry.at);
    ++counters_.accepted;
    counters_.accepted_bytes += entry.bytes;
    TopicStats& topic = topics_[entry.topic];
    ++topic.events;
    topic.bytes += entry.bytes;
    topic.last_seq = entry.seq;
    ++topic.levels[entry.level ? static_cast<std::size_t>(*entry.level) : level_count];
    burst_.entries.push_back(entry);
}

void Ingest::count_holes(const wire::BatchView& batch, std::uint64_t held) {
    for (const wire::Hole& hole : batch.holes) {
        const std::uint64_t last = hole.first + (hole.count - 1);
        if (last <= held) continue;
        const std::uint64_t news = std::min(hole.count, last - held);
        counters_.dropped_at_source += news;
        dropped_at_source_[static_cast<std::size_t>(hole.reason)] += news;
    }
}

void Ingest::mark(std::string_view publisher, std::uint64_t through) {
    if (!burst_.marks.empty() && burst_.marks.back().publisher == publisher) {
        burst_.marks.back().through = through;
    } else {
        burst_.marks.push_back({std::string{publisher}, through});
    }
}

void Ingest::count_unstored() noexcept {
    counters_.unstored_events += burst_.entries.size();
}

}  // namespace logbeam::hub
