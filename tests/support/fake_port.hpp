#pragma once

#include "transport/nats/port.hpp"

#include <logbeam/event.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::test {

class FakeHeaders final : public transport::NatsHeaders {
public:
    using All = std::vector<std::pair<std::string, std::string>>;
    explicit FakeHeaders(All all = {}) : all_{std::move(all)} {}
    [[nodiscard]] std::string_view find(const char* name) const override {
        for (const auto& [key, value] : all_) {
            if (key == name) return value;
        }
        return {};
    }
    [[nodiscard]] const All& all() const noexcept { return all_; }

private:
    All all_;
};

// What JetStream does with key-value buckets, in memory; tests/integration/nats_bucket_test.cpp asks the same of a real
// one.
class FakeJetStream {
public:
    struct Message {
        std::string subject;
        std::uint64_t sequence = 0;
        FakeHeaders headers;
        std::string body;
    };
    using Deliver = std::function<void(const std::string& subject, const std::string& reply, const Message& message)>;

    // The answer's body; of what nobody takes, nothing.
    [[nodiscard]] std::optional<std::string> answer(const transport::Letter& letter, const Deliver& deliver) {
        const std::string& subject = letter.subject;
        if (subject.starts_with("$KV.")) return store(letter);
        if (const auto name = after(subject, "$JS.API.STREAM.INFO.")) return info(*name);
        if (const auto name = after(subject, "$JS.API.STREAM.CREATE.")) return create(*name);
        if (const auto name = after(subject, "$JS.API.STREAM.MSG.GET.")) return last(*name, letter.body);
        if (const auto name = after(subject, "$JS.API.CONSUMER.CREATE.")) return consume(*name, letter.body, deliver);
        return std::nullopt;
    }

    bool is_full = false;                 // of what is stored: nothing fits any more
    std::vector<std::string> is_written;  // keys, in order

private:
    struct Stream {
        std::vector<Message> messages;  // by sequence, one of each subject
        std::uint64_t last = 0;
        std::map<std::string, std::uint64_t> ids;
    };

    static std::optional<std::string> after(const std::string& text, std::string_view beginning) {
        if (!text.starts_with(beginning)) return std::nullopt;
        return text.substr(beginning.size());
    }
    static std::string error(int number, const std::string& text) {
        return R"({"error":{"code":400,"err_code":)" + std::to_string(number) + R"(,"description":")" + text + "\"}}";
    }
    static std::string base64(std::string_view bytes) {
        constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        std::string text;
        for (std::size_t at = 0; at < bytes.size(); at += 3) {
            std::uint32_t bits = 0;
            for (std::size_t each = at; each < at + 3; ++each)
                bits = bits << 8U | (each < bytes.size() ? static_cast<unsigned char>(bytes[each]) : 0U);
            for (const unsigned shift : {18U, 12U, 6U, 0U})
                text.push_back(letters[bits >> shift & 63U]);
        }
        for (std::size_t each = 0; each < (3 - bytes.size() % 3) % 3; ++each)
            text[text.size() - 1 - each] = '=';
        return text;
    }
    std::string info(const std::string& name) {
        const auto found = streams_.find(name);
        if (found == streams_.end()) return error(10059, "stream not found");
        return R"({"config":{"subjects":["$KV.)" + name.substr(3) + R"(.>"]},"state":{"messages":)" +
               std::to_string(found->second.messages.size()) + R"(,"last_seq":)" + std::to_string(found->second.last) +
               "}}";
    }
    std::string create(const std::string& name) {
        if (!streams_.emplace(name, Stream{}).second) return error(10058, "stream name already in use");
        return info(name);
    }
    std::string store(const transport::Letter& letter) {
        Stream& stream = streams_.at("KV_" + letter.subject.substr(4, letter.subject.find('.', 4) - 4));
        const FakeHeaders headers{letter.headers};
        const std::string id{headers.find("Nats-Msg-Id")};
        if (const auto known = stream.ids.find(id); known != stream.ids.end()) return stored(known->second);
        const auto old = std::find_if(stream.messages.begin(), stream.messages.end(),
                                      [&](const Message& each) { return each.subject == letter.subject; });
        const auto of_key = old == stream.messages.end() ? 0 : old->sequence;
        if (is_other(headers.find("Nats-Expected-Last-Subject-Sequence"), of_key) ||
            is_other(headers.find("Nats-Expected-Last-Sequence"), stream.last))
            return error(10071, "wrong last sequence");
        if (is_full) return error(10077, "maximum bytes exceeded");
        if (old != stream.messages.end()) stream.messages.erase(old);
        stream.messages.push_back({letter.subject, ++stream.last, headers, std::string{letter.body}});
        if (!id.empty()) stream.ids[id] = stream.last;
        is_written.push_back(letter.subject.substr(letter.subject.find('.', 4) + 1));
        return stored(stream.last);
    }
    static bool is_other(std::string_view expected, std::uint64_t sequence) {
        return !expected.empty() && expected != std::to_string(sequence);
    }
    static std::string stored(std::uint64_t sequence) {
        return R"({"stream":"KV","seq":)" + std::to_string(sequence) + "}";
    }
    std::string last(const std::string& name, std::string_view body) {
        const auto question = Value::parse(body).value();
        const std::string& subject = *question.as_object()->find("last_by_subj")->as_string();
        for (const Message& each : streams_.at(name).messages) {
            if (each.subject != subject) continue;
            std::string headers;
            for (const auto& [key, value] : each.headers.all())
                headers.append(key).append(": ").append(value).append("\r\n");
            return R"({"message":{"subject":")" + subject + R"(","seq":)" + std::to_string(each.sequence) +
                   R"(,"hdrs":")" + base64(headers) + R"(","data":")" + base64(each.body) + "\"}}";
        }
        return error(10037, "no message found");
    }
    std::string consume(const std::string& name, std::string_view body, const Deliver& deliver) {
        const auto question = Value::parse(body).value();
        const auto& config = *question.as_object()->find("config")->as_object();
        const std::string& to = *config.find("deliver_subject")->as_string();
        const auto& messages = streams_.at(name).messages;
        std::size_t count = 0;
        for (const Message& each : messages) {
            ++count;
            deliver(to,
                    "$JS.ACK." + name + ".c.1." + std::to_string(each.sequence) + "." + std::to_string(count) +
                        ".1700000000000000000." + std::to_string(messages.size() - count),
                    each);
        }
        return R"({"num_pending":)" + std::to_string(messages.size()) + R"(,"delivered":{"consumer_seq":0}})";
    }

    std::map<std::string, Stream> streams_;
};

// A connection of one broker to it. What is asked is done at once, and answered in `drive`. Unsynchronised.
class FakePort final : public transport::MessagePort {
public:
    explicit FakePort(FakeJetStream& server) : server_{server} {}

    // Until nothing more is to be answered.
    void drive() {
        while (drive_once()) {}
    }
    // One answer or message; false when there is none.
    bool drive_once() {
        if (due_.empty()) return false;
        const auto act = std::move(due_.front());
        due_.pop_front();
        act();
        return true;
    }

    [[nodiscard]] bool is_open() const noexcept override { return !is_away; }
    Result<void> publish(const transport::Letter& letter) override {
        if (is_away) return Error{ErrorCode::connection_lost, "away"};
        (void)server_.answer(letter, [](const auto&, const auto&, const auto&) {});
        return {};
    }
    std::uint64_t subscribe(std::string subject, std::string /*queue*/, OnMail on_mail) override {
        subscriptions_[++last_subscription_] = {std::move(subject), std::move(on_mail)};
        return last_subscription_;
    }
    void unsubscribe(std::uint64_t subscription) override { subscriptions_.erase(subscription); }
    void request(const transport::Letter& letter, std::chrono::milliseconds /*limit*/, OnAnswer on_answer) override {
        if (is_away || take_one(lost_requests))
            return due_.push_back([on_answer] { on_answer(Error{ErrorCode::timed_out, "no answer"}); });
        auto body = server_.answer(letter, [this](const auto& subject, const auto& reply, const auto& message) {
            due_.push_back([this, subject, reply, message] { deliver(subject, reply, message); });
        });
        if (take_one(lost_answers)) body = std::nullopt;
        due_.push_back([on_answer, body] {
            if (!body) return on_answer(Error{ErrorCode::timed_out, "no answer"});
            const FakeHeaders none;
            const transport::Mail mail{"_INBOX.a", "", *body, none};
            on_answer(&mail);
        });
    }
    [[nodiscard]] std::size_t max_payload() const noexcept override { return payload; }
    void observe(Observer /*observer*/) override {}

    bool is_away = false;
    int lost_requests = 0;  // that do not come to the server
    int lost_answers = 0;   // of what was done
    std::size_t payload = 1 << 20;

private:
    static bool take_one(int& count) { return count > 0 && count-- > 0; }
    void deliver(const std::string& subject, const std::string& reply, const FakeJetStream::Message& message) {
        for (const auto& [number, each] : subscriptions_) {
            if (each.first != subject) continue;
            const auto on_mail = each.second;
            return on_mail({message.subject, reply, message.body, message.headers});
        }
    }

    FakeJetStream& server_;
    std::deque<std::function<void()>> due_;
    std::map<std::uint64_t, std::pair<std::string, OnMail>> subscriptions_;
    std::uint64_t last_subscription_ = 0;
};

}  // namespace logbeam::test
