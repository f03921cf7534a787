#pragma once

#include <nats/nats.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::test {

// A message as another program's client sees it.
struct NatsLetter {
    std::string subject;
    std::string batch_header;  // Logbeam-Batch, or empty
    std::string message_id;    // Nats-Msg-Id, or empty
    std::string body;
};

// nats.c as every program uses it: the other side of what is tested. Throws what it cannot do. Unsynchronised.
class NatsClient {
public:
    explicit NatsClient(const std::string& url) {
        natsConnection* made = nullptr;
        check(natsConnection_ConnectTo(&made, url.c_str()));
        connection_.reset(made);
    }

    void subscribe(const std::string& subject) {
        natsSubscription* made = nullptr;
        check(natsConnection_SubscribeSync(&made, connection_.get(), subject.c_str()));
        subscription_.reset(made);
        check(natsConnection_Flush(connection_.get()));
    }

    // The next message; throws when none comes within a time that is long.
    [[nodiscard]] NatsLetter receive() {
        natsMsg* message = nullptr;
        check(natsSubscription_NextMsg(&message, subscription_.get(), 20'000));
        return take(message);
    }
    // What has come by now.
    [[nodiscard]] std::vector<NatsLetter> received() {
        check(natsConnection_Flush(connection_.get()));
        std::vector<NatsLetter> all;
        for (natsMsg* message = nullptr; natsSubscription_NextMsg(&message, subscription_.get(), 1) == NATS_OK;) {
            all.push_back(take(message));
        }
        return all;
    }

    void publish(const std::string& subject, const std::string& body, const std::string& batch_header = {}) {
        natsMsg* message = nullptr;
        check(natsMsg_Create(&message, subject.c_str(), nullptr, body.data(), static_cast<int>(body.size())));
        if (!batch_header.empty()) check(natsMsgHeader_Set(message, "Logbeam-Batch", batch_header.c_str()));
        const natsStatus published = natsConnection_PublishMsg(connection_.get(), message);
        natsMsg_Destroy(message);
        check(published);
        check(natsConnection_Flush(connection_.get()));
    }

    // `{"name":…,"subjects":[…],…}`
    void add_stream(const std::string& name, const std::string& config) {
        request("$JS.API.STREAM.CREATE." + name, config);
    }
    void delete_stream(const std::string& name) { request("$JS.API.STREAM.DELETE." + name, ""); }

    // All that a stream holds, in its order.
    [[nodiscard]] std::vector<NatsLetter> stored(const std::string& stream) {
        jsCtx* made = nullptr;
        check(natsConnection_JetStream(&made, connection_.get(), nullptr));
        const std::unique_ptr<jsCtx, Destroy> js{made};
        jsStreamInfo* info = nullptr;
        check(js_GetStreamInfo(&info, js.get(), stream.c_str(), nullptr, nullptr));
        const auto last = info->State.LastSeq;
        jsStreamInfo_Destroy(info);
        std::vector<NatsLetter> all;
        for (std::uint64_t seq = 1; seq <= last; ++seq) {
            natsMsg* message = nullptr;
            check(js_GetMsg(&message, js.get(), stream.c_str(), seq, nullptr, nullptr));
            all.push_back(take(message));
        }
        return all;
    }

    // The answer's body.
    std::string request(const std::string& subject, const std::string& body) {
        natsMsg* answer = nullptr;
        check(natsConnection_RequestString(&answer, connection_.get(), subject.c_str(), body.c_str(), 10'000));
        return take(answer).body;
    }

private:
    struct Destroy {
        void operator()(natsConnection* each) const noexcept { natsConnection_Destroy(each); }
        void operator()(natsSubscription* each) const noexcept { natsSubscription_Destroy(each); }
        void operator()(jsCtx* each) const noexcept { jsCtx_Destroy(each); }
    };

    static void check(natsStatus status) {
        if (status != NATS_OK) throw std::runtime_error{natsStatus_GetText(status)};
    }
    static NatsLetter take(natsMsg* message) {
        const auto header = [&](const char* name) {
            const char* value = nullptr;
            return natsMsgHeader_Get(message, name, &value) == NATS_OK ? std::string{value} : std::string{};
        };
        NatsLetter letter{
            natsMsg_GetSubject(message), header("Logbeam-Batch"), header("Nats-Msg-Id"),
            std::string(natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message)))};
        natsMsg_Destroy(message);
        return letter;
    }

    std::unique_ptr<natsConnection, Destroy> connection_;
    std::unique_ptr<natsSubscription, Destroy> subscription_;
};

}  // namespace logbeam::test
