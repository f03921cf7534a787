#include "edge/log_feed.hpp"

#include "base/ids.hpp"
#include "edge/stream_answer.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace logbeam::edge {
namespace {

constexpr std::chrono::seconds answer_wait{5};
constexpr std::string_view idle = "100";  // status of heartbeats and of flow control

}  // namespace

LogFeed::LogFeed(transport::MessagePort& port, LogState log, std::uint64_t after, Listener listener)
    : port_{port},
      log_{std::move(log)},
      listener_{std::move(listener)},
      inbox_{"_INBOX." + base::make_publisher_id() + '.'},
      had_{after},
      last_{after - std::min(after, recalled)} {}

LogFeed::~LogFeed() {
    stop_listening();
}

void LogFeed::tick(Time now) {
    if (has_ended_) return;
    if (std::exchange(has_heard_, false) || !heard_at_) heard_at_ = now;
    if (!port_.is_open()) return stop_listening();
    if (is_asking_) return;
    if (subscription_ == 0) return begin();
    if (now - *heard_at_ > silence) {
        heard_at_ = now;
        start_over();
    }
}

void LogFeed::begin() {
    ++life_;
    look_at_stream();
}

// Whether it is still the one whose numbers mean something.
void LogFeed::look_at_stream() {
    ask_for_stream([this](const Result<LogState>& stream) { take_stream(stream); });
}

void LogFeed::ask_for_stream(std::function<void(const Result<LogState>&)> on_stream) {
    is_asking_ = true;
    port_.request({"$JS.API.STREAM.INFO." + log_.name}, answer_wait,
                  [this, on_stream = std::move(on_stream), life = life_](const Result<const transport::Mail*>& answer) {
                      if (life != life_) return;
                      is_asking_ = false;
                      on_stream(answer ? parse_stream((*answer)->body) : unanswered(answer.error()));
                  });
}

void LogFeed::take_stream(const Result<LogState>& stream) {
    if (!stream) {
        if (stream.error().code != ErrorCode::not_found) return note(stream.error());
        has_ended_ = true;
        return listener_.on_ended(stream.error());
    }
    if (stream->epoch != log_.epoch) {
        has_ended_ = true;
        return listener_.on_ended({ErrorCode::store_unavailable, "the stream '" + log_.name + "' is another one now"});
    }
    if (stream->last < std::max(had_, last_)) return note(is_behind(stream->last));
    if (stream->first > last_ + 1) {
        tell_gone(last_ + 1, stream->first - 1);
        last_ = stream->first - 1;
    }
    pending_ = stream->last - last_;
    make_consumer();
}

void LogFeed::make_consumer() {
    const std::string inbox = inbox_ + std::to_string(life_);
    subscription_ = port_.subscribe(inbox, {}, [this](const transport::Mail& mail) { take(mail); });
    consumer_seq_ = 0;
    is_asking_ = true;
    const std::string request = create_consumer_request(log_.name, inbox, last_ + 1);
    port_.request({"$JS.API.CONSUMER.CREATE." + log_.name, request}, answer_wait,
                  [this, life = life_](const Result<const transport::Mail*>& answer) {
                      if (life != life_) return;
                      is_asking_ = false;
                      take_consumer(answer ? parse_consumer((*answer)->body) : unanswered(answer.error()));
                  });
}

void LogFeed::take_consumer(const Result<std::string>& consumer) {
    has_heard_ = true;
    if (consumer) {
        trouble_.clear();
        if (pending_ == 0) has_caught_up_ = true;
        return;
    }
    note(consumer.error());
    stop_listening();
}

void LogFeed::take(const transport::Mail& mail) {
    has_heard_ = true;
    if (mail.body.empty() && mail.headers.find("Status") == idle) return take_status(mail);
    const auto delivered = parse_delivered(mail.reply);
    if (!delivered) return;  // nobody else has this subject
    if (delivered->consumer_seq != consumer_seq_ + 1) return start_over();
    consumer_seq_ = delivered->consumer_seq;
    tell(mail, *delivered);
}

// A heartbeat tells how far the consumer has come; flow control wants an answer before it goes on.
void LogFeed::take_status(const transport::Mail& mail) {
    const std::string_view stalled = mail.headers.find("Nats-Consumer-Stalled");
    const std::string_view to = stalled.empty() ? mail.reply : stalled;
    if (!to.empty()) static_cast<void>(port_.publish({std::string{to}}).ok());
    const std::string_view last = mail.headers.find("Nats-Last-Consumer");
    std::uint64_t consumer_seq = 0;
    std::from_chars(last.data(), last.data() + last.size(), consumer_seq);
    if (consumer_seq > consumer_seq_) start_over();
}

void LogFeed::tell(const transport::Mail& mail, const Delivered& delivered) {
    if (delivered.stream_seq <= last_) return;
    if (delivered.stream_seq > last_ + 1) {
        if (holes_ < most_doubts) return doubt(delivered.stream_seq);
        tell_gone(last_ + 1, delivered.stream_seq - 1);
    }
    last_ = delivered.stream_seq;
    pending_ = delivered.pending;
    if (pending_ == 0) has_caught_up_ = true;
    listener_.on_message({delivered.stream_seq, delivered.time, mail.subject, mail.body, mail.headers});
}

// Of a leader that has only just become one, and of a stream that has lost its end.
Error LogFeed::is_behind(std::uint64_t stream_last) const {
    return {ErrorCode::store_unavailable, "the stream '" + log_.name + "' ends at " + std::to_string(stream_last) +
                                              ", and " + std::to_string(std::max(had_, last_)) +
                                              " was had of it; waiting until it has come there"};
}

// A server that was killed may bring what is behind a message that it does not have yet. Whether the stream has it, its
// leader knows.
void LogFeed::doubt(std::uint64_t next) {
    stop_listening();
    is_asking_ = true;
    const std::string question = R"({"seq":)" + std::to_string(last_ + 1) + '}';
    port_.request({"$JS.API.STREAM.MSG.GET." + log_.name, question}, answer_wait,
                  [this, next, life = life_](const Result<const transport::Mail*>& answer) {
                      if (life != life_) return;
                      is_asking_ = false;
                      if (answer && error_number((*answer)->body) == no_such_message) confirm_hole(next);
                  });
}

// A leader that does not have `next` either, which was heard, has only just become one.
void LogFeed::confirm_hole(std::uint64_t next) {
    ask_for_stream([this, next](const Result<LogState>& stream) {
        if (stream && stream->epoch == log_.epoch && stream->last >= next) take_hole(next);
    });
}

void LogFeed::take_hole(std::uint64_t next) {
    ++holes_;
    tell_gone(last_ + 1, next - 1);
    last_ = next - 1;
    begin();
}

void LogFeed::tell_gone(std::uint64_t first, std::uint64_t last) {
    first = std::max(first, had_ + 1);
    if (first <= last) listener_.on_gone(first, last);
}

void LogFeed::start_over() {
    ++restarts_;
    stop_listening();
    begin();
}

void LogFeed::stop_listening() {
    if (subscription_ != 0) port_.unsubscribe(std::exchange(subscription_, 0));
    is_asking_ = false;
    ++life_;
}

void LogFeed::note(const Error& trouble) {
    if (std::exchange(trouble_, trouble.detail) != trouble.detail) listener_.on_trouble(trouble);
}

}  // namespace logbeam::edge
