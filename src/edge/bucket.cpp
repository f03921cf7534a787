#include "edge/bucket.hpp"

#include "base/ids.hpp"
#include "edge/log_api.hpp"
#include "edge/stream_answer.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <utility>

namespace logbeam::edge {
namespace {

using json::write_flag;
using json::write_member;
using transport::Letter;
using transport::Mail;

constexpr std::string_view operation = "KV-Operation";
constexpr std::uint64_t consumer_rests_ns = 5'000'000'000;
constexpr unsigned replicas_of_a_cluster = 3;
constexpr std::size_t room_for_headers = 1'024;

// What `nats kv add` makes.
std::string config_of(const std::string& stream, const std::string& subject, unsigned replicas) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "name", stream);
    json.key("subjects");
    json.begin_array();
    json.string(subject);
    json.end_array();
    write_member(json, "retention", "limits");
    write_member(json, "storage", "file");
    write_member(json, "discard", "new");
    write_member(json, "max_msgs_per_subject", std::uint64_t{1});
    write_member(json, "num_replicas", std::uint64_t{replicas});
    write_member(json, "duplicate_window", std::uint64_t{120'000'000'000});
    write_flag(json, "allow_rollup_hdrs", true);
    write_flag(json, "deny_delete", true);
    write_flag(json, "allow_direct", true);
    json.end_object();
    return text;
}

std::string consumer_of(const std::string& stream, const std::string& inbox) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "stream_name", stream);
    json.key("config");
    json.begin_object();
    write_member(json, "deliver_subject", inbox);
    write_member(json, "deliver_policy", "last_per_subject");
    write_member(json, "filter_subject", "$KV." + stream.substr(3) + ".>");
    write_member(json, "ack_policy", "none");
    write_member(json, "replay_policy", "instant");
    write_member(json, "inactive_threshold", consumer_rests_ns);
    json.end_object();
    json.end_object();
    return text;
}

std::string question_of_last(const std::string& subject) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "last_by_subj", subject);
    json.end_object();
    return text;
}

bool is_key(std::string_view key) noexcept {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_=.-";
    return !key.empty() && key.front() != '.' && key.back() != '.' && key.find("..") == std::string_view::npos &&
           key.find_first_not_of(letters) == std::string_view::npos;
}

std::string text_of(std::uint64_t number) {
    return std::to_string(number);
}

}  // namespace

// What comes of a consumer that gives the last message of each subject.
struct Bucket::Loading {
    std::string prefix;
    OnLoaded on_loaded;
    std::string inbox;
    std::uint64_t subscription = 0;
    std::optional<std::uint64_t> expected;
    std::uint64_t received = 0;
    std::uint64_t last_of_stream = 0;
    bool is_empty = false;
    Loaded loaded;
};

Bucket::Bucket(transport::MessagePort& port, std::string name) : port_{port}, name_{std::move(name)} {}

Bucket::~Bucket() {
    drop_loading();
}

std::string Bucket::subject_of(std::string_view key) const {
    return ("$KV." + name_).append(".").append(key);
}

std::size_t Bucket::longest_value() const noexcept {
    return port_.max_payload() - std::min(port_.max_payload(), room_for_headers);
}

void Bucket::ask(const std::string& call, std::string_view body,
                 std::function<void(const Result<std::string>&)> on_answer) {
    port_.request({"$JS.API." + call, body}, patience,
                  lifetime_.guard([on_answer = std::move(on_answer)](const Result<const Mail*>& answer) {
                      if (!answer) return on_answer(unanswered(answer.error()));
                      on_answer(std::string{(*answer)->body});
                  }));
}

void Bucket::open(unsigned replicas, const OnOpen& on_open) {
    ask("STREAM.INFO." + stream(), "", [=, this](const Result<std::string>& answer) {
        if (!answer) return on_open(answer.error());
        if (error_number(*answer) == no_such_stream)
            return replicas == 0 ? create_any(on_open) : create(replicas, on_open);
        const auto found = parse_bucket(*answer, subject_of(">"));
        if (!found) return on_open(found.error());
        if (found->takes_subject) return on_open({});
        on_open(Error{ErrorCode::store_unavailable, "the stream " + stream() + " is no key-value bucket"});
    });
}

void Bucket::create(unsigned replicas, OnOpen on_open) {
    const auto config = config_of(stream(), subject_of(">"), replicas);
    ask("STREAM.CREATE." + stream(), config, [on_open = std::move(on_open)](const Result<std::string>& answer) {
        if (!answer) return on_open(answer.error());
        const bool is_there = error_number(*answer) == stream_is_there;  // another was faster
        const auto made = read_answer(*answer);
        on_open(is_there || made ? Result<void>{} : made.error());
    });
}

void Bucket::create_any(OnOpen on_open) {
    create(replicas_of_a_cluster, [this, on_open = std::move(on_open)](const Result<void>& created) {
        if (created || !wants_fewer_replicas(created.error())) return on_open(created);
        create(1, on_open);
    });
}

void Bucket::get(const std::string& key, OnFound on_found) {
    ask("STREAM.MSG.GET." + stream(), question_of_last(subject_of(key)),
        [on_found = std::move(on_found)](const Result<std::string>& answer) {
            on_found(answer ? parse_message(*answer) : answer.error());
        });
}

void Bucket::write(Write write, OnWritten on_written) {
    Letter letter{subject_of(write.key), write.value};
    if (!is_key(write.key)) letter.subject.clear();
    if (write.after_key_revision)
        letter.headers.emplace_back("Nats-Expected-Last-Subject-Sequence", text_of(*write.after_key_revision));
    if (write.after_revision)
        letter.headers.emplace_back("Nats-Expected-Last-Sequence", text_of(*write.after_revision));
    if (!write.id.empty()) letter.headers.emplace_back("Nats-Msg-Id", write.id);
    send(letter, std::move(on_written));
}

void Bucket::remove(const std::string& key, std::uint64_t after_key_revision, OnWritten on_written) {
    Letter letter{is_key(key) ? subject_of(key) : std::string{}};
    letter.headers = {{std::string{operation}, "DEL"},
                      {"Nats-Expected-Last-Subject-Sequence", text_of(after_key_revision)}};
    send(letter, std::move(on_written));
}

// What cannot be sent goes nowhere, and is answered all the same.
void Bucket::send(const Letter& letter, OnWritten on_written) {
    const bool is_sendable = !letter.subject.empty() && letter.body.size() <= longest_value();
    const Letter nothing{"$JS.API.STREAM.INFO." + stream()};
    const Error problem =
        letter.subject.empty()
            ? Error{ErrorCode::invalid_option, "a key of a bucket is of letters, digits and _=.-"}
            : Error{ErrorCode::too_large, "a value of " + text_of(letter.body.size()) +
                                              " bytes is longer than NATS takes (" + text_of(longest_value()) + ")"};
    port_.request(is_sendable ? letter : nothing, patience,
                  lifetime_.guard([=, on_written = std::move(on_written)](const Result<const Mail*>& answer) {
                      if (!is_sendable) return on_written(problem);
                      if (!answer) return on_written(unanswered(answer.error()));
                      on_written(parse_stored((*answer)->body));
                  }));
}

// The leader says first how far the stream is: a consumer may be fed by a replica that is behind.
void Bucket::load(const std::string& prefix, OnLoaded on_loaded) {
    drop_loading();
    loading_ = std::make_unique<Loading>();
    loading_->prefix = prefix;
    loading_->on_loaded = std::move(on_loaded);
    loading_->inbox = "_INBOX." + base::make_publisher_id();
    ask("STREAM.INFO." + stream(), "", [this, inbox = loading_->inbox](const Result<std::string>& answer) {
        if (loading_ && loading_->inbox == inbox) begin_to_load(answer);
    });
}

void Bucket::begin_to_load(const Result<std::string>& info) {
    const auto state = info ? parse_bucket(*info, subject_of(">")) : info.error();
    if (!state) return end_loading(state.error());
    loading_->last_of_stream = state->last;
    loading_->is_empty = state->messages == 0;
    loading_->loaded.last_revision = state->last;
    if (loading_->is_empty) return end_loading(std::move(loading_->loaded));
    loading_->subscription = port_.subscribe(loading_->inbox, "", [this](const Mail& mail) { take(mail); });
    ask("CONSUMER.CREATE." + stream(), consumer_of(stream(), loading_->inbox),
        [this, inbox = loading_->inbox](const Result<std::string>& answer) {
            if (loading_ && loading_->inbox == inbox) hear_of_consumer(answer);
        });
}

void Bucket::hear_of_consumer(const Result<std::string>& answer) {
    const auto expected = answer ? parse_pending(*answer) : answer.error();
    if (!expected) return end_loading(expected.error());
    loading_->expected = *expected;
    look_whether_complete();
}

void Bucket::take(const Mail& mail) {
    const auto delivered = parse_delivered(mail.reply);
    if (!loading_ || !delivered) return;
    if (delivered->consumer_seq != ++loading_->received)
        return end_loading(Error{ErrorCode::timed_out, "a message of " + stream() + " was lost on its way"});
    Loaded& loaded = loading_->loaded;
    loaded.last_revision = std::max(loaded.last_revision, delivered->stream_seq);
    const auto key = mail.subject.substr(std::min(mail.subject.size(), subject_of("").size()));
    if (key.starts_with(loading_->prefix) && mail.headers.find(operation.data()).empty())
        loaded.all.push_back({std::string{key}, std::string{mail.body}, delivered->stream_seq});
    if (delivered->stream_seq >= loading_->last_of_stream) loading_->last_of_stream = 0;
    look_whether_complete();
}

// All that there was when it was asked for, and the leader's last message with it.
void Bucket::look_whether_complete() {
    const bool is_complete = loading_->expected && loading_->received >= *loading_->expected;
    if (is_complete && loading_->last_of_stream == 0) end_loading(std::move(loading_->loaded));
}

void Bucket::end_loading(const Result<Loaded>& loaded) {
    const auto on_loaded = std::move(loading_->on_loaded);
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): it may lie in what goes now
    const auto result = loaded;
    drop_loading();
    on_loaded(result);
}

// Its consumer goes by itself when nobody listens.
void Bucket::drop_loading() {
    if (!loading_) return;
    if (loading_->subscription != 0) port_.unsubscribe(loading_->subscription);
    loading_.reset();
}

}  // namespace logbeam::edge
