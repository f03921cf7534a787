#pragma once

#include "transport/nats/port.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::test {

// Keeps what is published and asked, and brings what the test says that came. Unsynchronised.
class RecordingPort final : public transport::MessagePort {
public:
    struct Sent {
        std::string subject;
        std::string body;
        std::map<std::string, std::string> headers = {};

        friend bool operator==(const Sent&, const Sent&) = default;
    };
    struct Asked {
        Sent letter;
        std::chrono::milliseconds limit;
        OnAnswer on_answer;
    };
    struct Subscription {
        std::string subject;
        std::string queue;
        OnMail on_mail;
    };
    class Headers final : public transport::NatsHeaders {
    public:
        explicit Headers(std::map<std::string, std::string> all) : all_{std::move(all)} {}
        [[nodiscard]] std::string_view find(const char* name) const override {
            const auto found = all_.find(name);
            return found == all_.end() ? std::string_view{} : std::string_view{found->second};
        }

    private:
        std::map<std::string, std::string> all_;
    };

    [[nodiscard]] bool is_open() const noexcept override { return open; }
    Result<void> publish(const transport::Letter& letter) override {
        if (!open) return Error{ErrorCode::connection_lost, "closed by the test"};
        sent.push_back(copy_of(letter));
        return {};
    }
    std::uint64_t subscribe(std::string subject, std::string queue, OnMail on_mail) override {
        subscriptions.emplace(++last_, Subscription{std::move(subject), std::move(queue), std::move(on_mail)});
        return last_;
    }
    void unsubscribe(std::uint64_t subscription) override { subscriptions.erase(subscription); }
    void request(const transport::Letter& letter, std::chrono::milliseconds limit, OnAnswer on_answer) override {
        asked.push_back({copy_of(letter), limit, std::move(on_answer)});
    }
    [[nodiscard]] std::size_t max_payload() const noexcept override { return longest; }
    void observe(Observer new_observer) override { observer = std::move(new_observer); }

    // To every subscription of exactly this pattern.
    void deliver(const std::string& pattern, const std::string& subject, const std::string& body,
                 const std::string& reply = {}, std::map<std::string, std::string> headers = {}) {
        const Headers held{std::move(headers)};
        const transport::Mail mail{subject, reply, body, held};
        const auto before = subscriptions;  // who is told may subscribe and unsubscribe
        for (const auto& [id, each] : before) {
            if (each.subject == pattern) each.on_mail(mail);
        }
    }
    // The oldest request that waits.
    void answer(const Result<const transport::Mail*>& outcome) {
        const Asked first = std::move(asked.front());
        asked.erase(asked.begin());
        first.on_answer(outcome);
    }
    void answer(const std::string& body) {
        const Headers none{{}};
        const transport::Mail mail{"_INBOX.test", {}, body, none};
        answer(&mail);
    }
    void answer(ErrorCode code) { answer(Error{code, "said by the test"}); }

    [[nodiscard]] std::vector<Sent> sent_to(std::string_view subject) const {
        std::vector<Sent> found;
        std::copy_if(sent.begin(), sent.end(), std::back_inserter(found),
                     [subject](const Sent& each) { return each.subject == subject; });
        return found;
    }

    bool open = true;
    std::size_t longest = 1 << 20;
    std::vector<Sent> sent;
    std::vector<Asked> asked;
    std::map<std::uint64_t, Subscription> subscriptions;
    Observer observer;

private:
    static Sent copy_of(const transport::Letter& letter) {
        Sent sent{letter.subject, std::string{letter.body}};
        sent.headers.insert(letter.headers.begin(), letter.headers.end());
        return sent;
    }

    std::uint64_t last_ = 0;
};

}  // namespace logbeam::test
