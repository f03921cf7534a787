#include "hub/ingest.hpp"

#include "base/hash.hpp"
#include "event/json_text.hpp"
#include "hub/quoting.hpp"
#include "json/scan.hpp"

#include <logbeam/topic.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace logbeam::hub {
namespace {

constexpr std::string_view empty_object = "{}";

// Ids without a publisher go on counting where no earlier life of the same epoch came to: it would have had to write
// more letters, which are not stored, for each event.
constexpr unsigned letters_per_event = 16;  // a power of two

template <int base = 10>
void append_number(std::uint64_t number, std::string& out) {
    std::array<char, 20> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
    out.append(digits.data(), end);
}

// Of an event whose type tells none: what the member `level` of its data says, as queries read it.
std::optional<Level> level_in(std::string_view data) {
    if (data.empty() || data.front() != '{' || data.find(R"("level":")") == std::string_view::npos) return std::nullopt;
    std::optional<Level> level;
    event::for_each_member(data, [&level](std::string_view key, std::string_view value) {
        const bool is_text = value.size() >= 2 && value.front() == '"';
        if (key == R"("level")" && is_text) level = parse_level(value.substr(1, value.size() - 2));
    });
    return level;
}

// Spreads a counter over 64 bits, so that its order has nothing to do with the choice of a sampler.
constexpr std::uint64_t scatter(std::uint64_t number) noexcept {
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
    number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
    return number ^ (number >> 31);
}

constexpr std::size_t most_recalled = 100'000;  // publishers

std::string chain_of(std::string_view publisher, std::string_view topic) {
    return std::string{publisher}.append(" ").append(topic);
}

}  // namespace

Ingest::Ingest(const history::EventHistory& history, IngestLimits limits, TopicTable& topics, Counters& counters)
    : epoch_{history.extent().epoch},
      check_{limits},
      topics_{topics},
      counters_{counters},
      seq_{history.extent().last},
      own_events_{history.extent().last << letters_per_event} {
    for (const history::PublisherMark& mark : history.publishers())
        publishers_.restore(mark.publisher, mark.through);
}

Result<TakenBatch> Ingest::take_batch(std::string_view bytes, const Sender& sender) {
    const auto decoded = decode(bytes);
    if (!decoded) return decoded.error();
    const wire::BatchView& batch = **decoded;
    const auto verdict = publishers_.judge(batch.publisher, batch.first, batch.last);
    std::uint64_t accounted = count_holes(batch, verdict.held, verdict.account);
    TakenBatch taken;
    taken.publisher = batch.publisher;
    taken.through = std::max(verdict.held, batch.last);
    take_events(batch, sender, verdict.held, verdict.account, nullptr, taken);
    accounted += taken.accepted + taken.refused;
    count_missing(batch, verdict, accounted);
    mark(taken.publisher, taken.through, taken.accepted - taken.excluded);
    return taken;
}

void Ingest::recall_placed(std::string_view publisher, std::uint64_t first, std::uint64_t last,
                           const Placement& placement) {
    if (!recalled_) recalled_.emplace(most_recalled, Deduplicator::Reading::from_between);
    (void)recalled_->judge_of_log(chain_of(publisher, placement.topic), {first, last, placement.previous});
}

// Numbers of other topics lie between those of this one: nothing can be told from them.
Result<TakenBatch> Ingest::take_placed(std::string_view bytes, const Sender& sender, const Placement& placement) {
    const auto decoded = decode(bytes);
    if (!decoded) return decoded.error();
    const wire::BatchView& batch = **decoded;
    const std::string chain = chain_of(batch.publisher, placement.topic);
    if (recalled_) publishers_.restore_absent(*recalled_);
    recalled_.reset();
    const auto verdict =
        publishers_.judge_of_log(chain, {batch.first, batch.last, placement.previous, placement.is_all_read});
    PublisherAccount& account = verdict.account;
    const std::uint64_t dropped = count_holes(batch, verdict.held, account);
    TakenBatch taken;
    taken.publisher = batch.publisher;
    taken.through = account.through;
    take_events(batch, sender, verdict.held, account, &placement, taken);
    account.since += account.through - account.since - account.accepted - account.refused - account.missing -
                     account.dropped_in_all();
    counters_.early_batches += verdict.absent ? 1U : 0U;
    counters_.late_batches += verdict.is_late ? 1 : 0;
    taken.absent = verdict.absent;
    taken.forgotten = verdict.forgotten;
    if (dropped + taken.accepted + taken.refused > 0) mark(chain, taken.through, taken.accepted - taken.excluded);
    return taken;
}

std::vector<Absence> Ingest::still_absent(std::string_view publisher, std::string_view topic,
                                          const Absence& absence) const {
    return publishers_.absent(chain_of(publisher, topic), absence);
}

Result<const wire::BatchView*> Ingest::decode(std::string_view bytes) {
    ++counters_.batches;
    auto decoded = decoder_.decode(bytes);
    if (!decoded) ++counters_.refused_batches;
    return decoded;
}

void Ingest::take_events(const wire::BatchView& batch, const Sender& sender, std::uint64_t held,
                         PublisherAccount& account, const Placement* placement, TakenBatch& taken) {
    const std::uint64_t excluded_before = counters_.excluded;
    kinds_.begin_batch();
    std::uint64_t place = placement == nullptr ? 0 : placement->seq;
    for (const wire::EventView& event : batch.events) {
        const std::uint64_t seq = placement == nullptr ? seq_ + 1 : place++;
        if (event.counter <= held || seq <= seq_) {
            ++counters_.duplicates;
            ++account.duplicates;
        } else if (auto accepted = accept(batch, event, sender, seq); accepted) {
            ++taken.accepted;
        } else {
            ++counters_.refused_events;
            if (taken.refused++ == 0) taken.first_refusal = accepted.error();
        }
    }
    account.accepted += taken.accepted;
    account.refused += taken.refused;
    taken.excluded = counters_.excluded - excluded_before;
    account.excluded += taken.excluded;
}

Result<void> Ingest::accept(const wire::BatchView& batch, const wire::EventView& event, const Sender& sender,
                            std::uint64_t seq) {
    auto found = kinds_.find(batch, event, topics_);
    if (!found) return found.error();
    const Kind& kind = **found;
    if (auto allowed = check_right(sender, kind.topic_name); !allowed) return allowed;
    auto data = check_.data_of(event);
    if (!data) return data.error();

    seq_ = seq;
    history::Entry entry = begin_entry(seq);
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
    entry.time = event.time;
    entry.level = event.level ? event.level : kind.level;
    entry.parts.topic_at = offset_in(entry);
    entry.parts.topic_end = static_cast<std::uint16_t>(entry.parts.topic_at + kind.topic_bytes);
    burst_.text.append(kind.head).append(time_text_.of(event.time)).append(R"(",)");
    append_seq_and_data(entry, *data);
    entry.parts.client_at = static_cast<std::uint32_t>(burst_.text.size() - entry.at + kind.client_at);
    burst_.text.append(kind.tail);
    finish(entry);
    return {};
}

Result<TakenEvent> Ingest::take_event(std::string_view json, const Sender& sender, Timestamp now) {
    const auto draft = check_.read(json, sender, now);
    if (draft) return write(*draft, sender);
    ++counters_.refused_events;
    return draft.error();
}

Result<Ingest::Letter> Ingest::compose(std::string_view json, const Sender& sender, Timestamp now) {
    const auto draft = check_.read(json, sender, now);
    if (!draft) return draft.error();
    const history::Entry entry = write(*draft, sender, id_for(*draft), 0);
    Letter letter{burst_.text.substr(entry.at), entry.parts};
    burst_.text.resize(entry.at);
    return letter;
}

std::uint64_t Ingest::tell(std::string_view topic, std::string_view type, std::string_view data, Timestamp now,
                           std::string_view id) {
    Draft draft;
    draft.envelope.id = id;
    draft.envelope.type = type;
    draft.envelope.source = "logbeam";
    draft.envelope.data = data;
    draft.topic = topic;
    draft.time = now;
    return write(draft, Sender{}).seq;
}

TakenEvent Ingest::write(const Draft& draft, const Sender& sender) {
    TakenEvent taken{++seq_, id_for(draft)};
    history::Entry entry = write(draft, sender, taken.id, taken.seq);
    entry.topic = topics_.id_of(draft.topic);
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
    entry.time = draft.time;
    entry.level = draft.envelope.level;
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
    if (!entry.level) entry.level = level_in(data);
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
    entry.is_excluded = is_excluded(entry);
    counters_.excluded += entry.is_excluded ? 1 : 0;
    burst_.entries.push_back(entry);
}

bool Ingest::is_excluded(const history::Entry& entry) const {
    if (exclude.empty()) return false;
    const query::Subject subject{burst_.text_of(entry), burst_.topic_of(entry), entry.level, entry.seq, entry.time,
                                 entry.parts.seq_end};
    return std::any_of(exclude.begin(), exclude.end(), [&](const auto& each) { return each->matches(subject); });
}

std::uint64_t Ingest::count_holes(const wire::BatchView& batch, std::uint64_t held, PublisherAccount& account) {
    std::uint64_t all = 0;
    for (const wire::Hole& hole : batch.holes) {
        const std::uint64_t last = hole.first + (hole.count - 1);
        if (last <= held) continue;
        const std::uint64_t news = std::min(hole.count, last - held);
        const auto reason = static_cast<std::size_t>(hole.reason);
        dropped_at_source_[reason] += news;
        account.dropped[reason] += news;
        all += news;
    }
    counters_.dropped_at_source += all;
    return all;
}

// Of the new numbers up to the batch's last: those that nothing was said of.
void Ingest::count_missing(const wire::BatchView& batch, const Deduplicator::Verdict& verdict,
                           std::uint64_t accounted) {
    const std::uint64_t before = verdict.held == 0 ? verdict.account.since : verdict.held;
    if (batch.last <= before + accounted) return;
    const std::uint64_t missing = batch.last - before - accounted;
    counters_.missing_counters += missing;
    verdict.account.missing += missing;
}

void Ingest::mark(std::string_view publisher, std::uint64_t through, std::uint64_t to_be_kept) {
    if (burst_.marks.empty() || burst_.marks.back().publisher != publisher) {
        burst_.marks.push_back({std::string{publisher}, 0, 0});
    }
    burst_.marks.back().through = through;
    burst_.marks.back().events += to_be_kept;
}

void Ingest::note_report(std::string_view publisher, const PublisherReport& report) {
    if (PublisherAccount* const account = publishers_.find(publisher)) account->report = report;
}

void Ingest::count_unstored() {
    for (const history::PublisherMark& mark : burst_.marks) {
        if (PublisherAccount* const account = publishers_.find(mark.publisher)) account->unstored += mark.events;
    }
    counters_.unstored_events += static_cast<std::uint64_t>(std::count_if(
        burst_.entries.begin(), burst_.entries.end(), [](const auto& each) { return !each.is_excluded; }));
}

}  // namespace logbeam::hub
