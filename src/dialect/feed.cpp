#include "dialect/feed.hpp"

#include "dialect/frame_text.hpp"
#include "dialect/gap_notice.hpp"
#include "dialect/make_encoder.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <utility>

namespace logbeam::dialect {
namespace {

constexpr std::uint16_t try_again_later = 1013;

bool is_literal(std::string_view pattern) noexcept {
    return pattern.find_first_of("*>") == std::string_view::npos;
}

Result<void> check_rights(const hub::Interest& interest) {
    for (const TopicPattern& topic : interest.topics) {
        if (is_literal(topic.str()) && !interest.rights->may_hear(topic.str())) {
            return Error{ErrorCode::forbidden, "hearing '" + topic.str() + "' is not allowed to this client"};
        }
    }
    return {};
}

}  // namespace

Feed::Feed(const Session& session, hub::Dialect dialect)
    : session_{session}, hub_{session.context.hub}, dialect_{dialect} {
    session_.client.mailbox = this;
}

Feed::~Feed() {
    session_.client.mailbox = nullptr;
    for (const Line& line : lines_)
        tell_presence(line.reader->interest(), "presence.leave");
}

Result<std::uint64_t> Feed::open(std::uint64_t id, Wish wish) {
    const std::size_t allowed = session_.limits.subscriptions;
    if (find(id) != nullptr) {
        return Error{ErrorCode::malformed_frame, "subscription " + std::to_string(id) + " exists: unsubscribe first"};
    }
    if (lines_.size() >= allowed) {
        ++hub_.counters.limits_reached;
        return Error{ErrorCode::limit_reached,
                     std::to_string(allowed) + " subscriptions on one connection (limits.subscriptions)"};
    }
    hub::Interest interest{dialect_, std::move(wish.topics), wish.max_rate, std::move(wish.rights),
                           wish.lag, std::move(wish.filter)};
    if (auto may = check_rights(interest); !may) return may.error();
    auto reader = hub_.shard.open(std::move(interest), *this);
    if (!reader) return reader.error();
    const std::uint64_t audience = (*reader)->audience();
    lines_.push_back({id, std::move(*reader), wish.speed, nullptr, nullptr});
    update_client();
    return audience;
}

void Feed::locate(std::uint64_t id, const wire::Start& from, std::function<void(const wire::Start& from)> then) {
    Line* const line = find(id);
    if (line == nullptr) return;
    const auto* last = std::get_if<wire::FromLast>(&from);
    if (last != nullptr && last->count == 0) return then(wire::FromNow{});
    if (last == nullptr && !std::holds_alternative<wire::FromTime>(from)) return then(from);
    auto found = [this, then = std::move(then)](std::uint64_t after) {
        then(wire::FromSeq{after, hub_.ingest.epoch()});
    };
    auto locating = std::make_unique<Locating>(session_, line->reader->interest(), from, std::move(found));
    if (Line* const still = find(id)) still->locating = std::move(locating);
}

void Feed::begin(std::uint64_t id, const wire::Start& from) {
    locate(id, from, [this, id](const wire::Start& located) { begin_at(id, located); });
}

void Feed::begin_at(std::uint64_t id, const wire::Start& from) {
    Line* const line = find(id);
    if (line == nullptr) return;
    tell_presence(line->reader->interest(), "presence.join");
    const auto* seq = std::get_if<wire::FromSeq>(&from);
    if (seq == nullptr) return hub_.shard.attach(*line->reader);
    line->replay = std::make_unique<Replay>(session_, *line->reader, start_of(*line, *seq), Pace{line->speed},
                                            [this] { session_.outlet.wake(); });
    ++replaying_;
    session_.outlet.wake();
}

bool Feed::close(std::uint64_t id) {
    const auto line = std::find_if(lines_.begin(), lines_.end(), [id](const Line& each) { return each.id == id; });
    if (line == lines_.end()) return false;
    if (line->replay) --replaying_;
    tell_presence(line->reader->interest(), "presence.leave");
    lines_.erase(line);
    update_client();
    return true;
}

std::size_t Feed::gather(iovec* pieces, std::size_t room) const noexcept {
    std::size_t count = 0;
    for (const Line& line : lines_) {
        if (count == room) break;
        count += line.reader->cursor().gather(pieces + count, room - count);
    }
    return count;
}

// In the order of gather, which begins a line only when it had room for all of the one before.
void Feed::advance(std::size_t bytes, std::string& rest) {
    for (Line& line : lines_) {
        if (bytes == 0) return;
        hub::Cursor& cursor = line.reader->cursor();
        const auto sent = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, cursor.bytes_behind()));
        if (sent == 0) continue;
        const auto unsent = cursor.advance(sent);
        rest.append(unsent.bytes, unsent.size);
        bytes -= sent;
    }
}

bool Feed::is_replaying() const noexcept {
    return replaying_ != 0 && std::any_of(lines_.begin(), lines_.end(), is_ready);
}

void Feed::replay(std::string& out) {
    const auto line = std::find_if(lines_.begin(), lines_.end(), is_ready);
    if (line == lines_.end() || !line->replay->step(out)) return;
    line->replay.reset();
    --replaying_;
    hub_.shard.attach(*line->reader);
}

std::uint64_t Feed::start_of(Line& line, const wire::FromSeq& from) {
    const history::Extent extent = hub_.history.extent();
    if (!from.epoch.empty() && from.epoch != extent.epoch) {
        tell_gap(line, 0, 0, "epoch");
        return extent.first - 1;
    }
    if (from.seq + 1 < extent.first) {
        tell_gap(line, from.seq + 1, extent.first - 1, "trimmed");
        return extent.first - 1;
    }
    return std::min(from.seq, extent.last);
}

void Feed::tell_gap(Line& line, std::uint64_t from, std::uint64_t to, std::string_view reason) {
    wire::Gap gap;
    gap.from = from;
    gap.to = to;
    gap.reason = reason;
    std::string frame;
    StringSink sink{frame};
    dialect::tell_gap(session_, *line.reader, gap, sink);
    session_.outlet.send(frame);
}

void Feed::on_skipped(hub::Reader& reader, const hub::Cursor::Skipped& skipped) {
    session_.client.skipped += skipped.events;
    wire::Gap gap;
    gap.from = skipped.first_seq;
    gap.to = skipped.last_seq;
    gap.count = skipped.events;
    gap.reason = "lag";
    std::string frame;
    StringSink sink{frame};
    dialect::tell_gap(session_, reader, gap, sink);
    session_.outlet.send(frame);
}

void Feed::deliver(const history::StoredEvent& event) {
    if (!direct_) direct_ = make_encoder(dialect_, 0, hub_.ingest.epoch());
    std::string frame;
    StringSink sink{frame};
    direct_->events({event}, sink);
    session_.outlet.send(frame);
}

void Feed::on_too_slow(hub::Reader& /*reader*/) {
    session_.outlet.close(try_again_later, "too_slow (166): read faster, or continue at your last seq");
}

Feed::Line* Feed::find(std::uint64_t id) noexcept {
    const auto line = std::find_if(lines_.begin(), lines_.end(), [id](const Line& each) { return each.id == id; });
    return line == lines_.end() ? nullptr : &*line;
}

void Feed::tell_presence(const hub::Interest& interest, std::string_view type) {
    for (const TopicPattern& topic : interest.topics) {
        if (topic.str().substr(0, 9) != "presence-" || !is_literal(topic.str())) continue;
        std::string data;
        JsonWriter writer{data};
        writer.begin_object();
        writer.key("clientId");
        writer.string(session_.client.id);
        writer.key("user");
        writer.string(session_.client.user);
        writer.end_object();
        hub_.publish(topic.str(), type, data, hub_.clock.wall_now());  // not bound to the broker's own rate
    }
}

void Feed::update_client() {
    session_.client.topics.clear();
    for (const Line& line : lines_) {
        for (const TopicPattern& topic : line.reader->interest().topics)
            session_.client.topics.push_back(topic.str());
    }
}

}  // namespace logbeam::dialect
