#include "support/certificates.hpp"
#include "support/websocket_peer.hpp"
#include "testing/recorder_endpoint.hpp"
#include "transport/websocket/resolver.hpp"
#include "transport/websocket/transport.hpp"
#include "unit/channel/batches.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

// The WebSocket transport over real sockets: what the contract suite does not ask of every transport.
namespace logbeam::transport {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

class Told final : public TransportEvents {
public:
    void on_open(const Opened& opened) override { opens.push_back(opened); }
    void on_acknowledged(const Held& held) override { acknowledged = held.counter; }
    void on_subscribed(std::uint64_t /*subscription*/, std::uint64_t /*seq*/) override {}
    void on_event(std::uint64_t subscription, Event event) override {
        events.push_back(std::to_string(subscription) + " " + event.id);
    }
    void on_gap(std::uint64_t /*subscription*/, const wire::Gap& /*gap*/) override {}
    void on_failed(const wire::Failed& failed) override { refusals.push_back(failed.detail); }
    void on_closed(const Error& reason) override { ends.push_back(reason.message()); }

    std::vector<Opened> opens;
    std::vector<std::string> events;
    std::vector<std::string> refusals;
    std::vector<std::string> ends;
    std::uint64_t acknowledged = 0;
};

struct WebSocketTransportTest : ::testing::Test {
    void make(const WebSocketOptions& options = {}) { make(peer.url(), options); }
    void make(const std::string& url, const WebSocketOptions& options) {
        transport = make_websocket_transport(Url::parse(url).value(), options);
    }
    void open() { transport->open({{"me"}, "orders-api", "s3cret"}, told); }
    void open_and_settle() {
        open();
        settle();
    }
    void settle() { test::settle(peer, *transport); }

    // Where it never settles, for its clock runs fast.
    void open_at_once() {
        open();
        while (told.opens.empty() && told.ends.empty()) {
            peer.turn();
            transport->drive();
        }
    }

    // Drives whenever there is something to do, until it is told that the connection has ended.
    void drive_to_the_end() {
        while (told.ends.empty()) {
            peer.turn();
            pollfd wait{transport->descriptor(), POLLIN, 0};
            ASSERT_EQ(::poll(&wait, 1, 10'000), 1) << "nothing happens any more";
            transport->drive();
        }
    }

    std::shared_ptr<testing::RecorderEndpoint> recorder = std::make_shared<testing::RecorderEndpoint>();
    test::WebSocketPeer peer{recorder};
    Told told;
    std::unique_ptr<Transport> transport;
};

TEST_F(WebSocketTransportTest, AsksForTheNativePathWithItsToken) {
    make();

    open_and_settle();

    ASSERT_THAT(peer.requests, SizeIs(1));
    EXPECT_THAT(peer.requests.front(), StartsWith("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:"));
    EXPECT_THAT(peer.requests.front(), HasSubstr("\r\nAuthorization: Bearer s3cret\r\n"));
    ASSERT_THAT(told.opens, SizeIs(1));
    EXPECT_EQ(told.opens.front().server, "recorder");
}

TEST_F(WebSocketTransportTest, BringsEventsOfASubscription) {
    make();
    open_and_settle();
    wire::Subscribe subscribe;
    subscribe.id = 5;
    subscribe.topics = {"logs.>"};
    transport->send(wire::ClientFrame{subscribe});
    settle();

    ASSERT_TRUE(transport->send(channel::make_batch({.events = 2})));
    settle();

    EXPECT_THAT(told.events, ElementsAre("5 me-1", "5 me-2"));
}

TEST_F(WebSocketTransportTest, SaysGoodbye) {
    make();
    open_and_settle();

    transport->close();
    peer.turn(1000);

    EXPECT_THAT(peer.closings, ElementsAre("1000 "));
    EXPECT_EQ(peer.connections(), 0U);
}

TEST_F(WebSocketTransportTest, SaysWhyTheBrokerRefusesTheUpgrade) {
    peer.answer =
        "HTTP/1.1 401 Unauthorized\r\nContent-Length: 41\r\n\r\n{\"error\":160,\"detail\":\"no token like that\"}";
    make();

    open_and_settle();

    ASSERT_THAT(told.ends, SizeIs(1));
    EXPECT_THAT(told.ends.front(), StartsWith("unauthorized (160): 127.0.0.1:"));
}

TEST_F(WebSocketTransportTest, IsNotFooledByAnotherServer) {
    peer.answer = "220 mail.example ESMTP\r\n\r\n";
    make();

    open_and_settle();

    EXPECT_THAT(told.ends, ElementsAre(HasSubstr("there is no logbeam broker")));
}

TEST_F(WebSocketTransportTest, SaysThatNobodyListens) {
    auto gone = std::make_unique<test::WebSocketPeer>(recorder);
    const std::string url = gone->url();
    gone.reset();
    make(url, {});

    open();
    drive_to_the_end();

    EXPECT_THAT(told.ends, ElementsAre(HasSubstr("Connection refused")));
}

TEST_F(WebSocketTransportTest, TriesEachAddressOfAHost) {
    make("ws://localhost:" + std::to_string(peer.port()), {});  // listens on one of the two only

    open_and_settle();
    transport->close();
    open_and_settle();  // and begins with the other one

    EXPECT_THAT(told.opens, SizeIs(2));
    EXPECT_THAT(told.ends, IsEmpty());
}

TEST_F(WebSocketTransportTest, TellsAnEndInTheMiddleOfAFrame) {
    make();
    open_and_settle();
    peer.send_raw({"\x81\x7e\x01\x00{\"kind\":", 12});
    settle();

    peer.drop_all();
    settle();

    ASSERT_THAT(told.ends, SizeIs(1));
    EXPECT_THAT(told.ends.front(), StartsWith("connection_lost (120)"));
    EXPECT_FALSE(transport->send(channel::make_batch({})));
}

TEST_F(WebSocketTransportTest, OpensAgainAfterAnEndInTheMiddleOfAFrame) {
    make();
    open_and_settle();
    peer.send_raw({"\x81\x7e\x01\x00{\"kind\":", 12});
    settle();
    peer.drop_all();
    settle();

    open_and_settle();
    ASSERT_TRUE(transport->send(channel::make_batch({.events = 3})));
    settle();

    EXPECT_THAT(told.opens, SizeIs(2));
    EXPECT_EQ(told.acknowledged, 3U);
}

TEST_F(WebSocketTransportTest, TakesNoMoreThanAMegabyteForAPeerThatDoesNotRead) {
    make();
    open_and_settle();
    peer.reads = false;
    const std::size_t large = 200'000;
    std::uint64_t taken = 0;
    while (transport->send(channel::make_batch({.first = taken + 1, .data_bytes = large}))) {
        ASSERT_LT(++taken, 1000U) << "it takes everything";
    }

    peer.reads = true;
    settle();

    EXPECT_EQ(told.acknowledged, taken);
    EXPECT_EQ(recorder->events().size(), taken);
    EXPECT_TRUE(transport->send(channel::make_batch({.first = taken + 1})));
}

TEST_F(WebSocketTransportTest, GivesUpAPeerThatDoesNotAnswer) {
    WebSocketOptions options;
    options.connect_timeout = 20ms;
    make(options);

    open();  // the kernel accepts, nobody else does
    while (told.ends.empty()) {
        pollfd wait{transport->descriptor(), POLLIN, 0};
        ASSERT_EQ(::poll(&wait, 1, 10'000), 1);
        transport->drive();
    }

    EXPECT_THAT(told.ends, ElementsAre(StartsWith("timed_out (122): no connection within 20 ms")));
}

TEST_F(WebSocketTransportTest, AsksASilentPeerForASignOfLifeAndStays) {
    WebSocketOptions options;
    options.ping_after = 5ms;
    options.give_up_after = 60s;
    make(options);
    open_at_once();

    while (peer.pings < 3) {
        pollfd wait{transport->descriptor(), POLLIN, 0};
        ASSERT_EQ(::poll(&wait, 1, 10'000), 1);
        transport->drive();
        peer.turn();
    }

    EXPECT_THAT(told.ends, IsEmpty());
}

TEST_F(WebSocketTransportTest, GivesUpAPeerThatStaysSilent) {
    WebSocketOptions options;
    options.ping_after = 50ms;
    options.give_up_after = 120ms;
    make(options);
    open_at_once();

    peer.reads = false;
    drive_to_the_end();

    EXPECT_THAT(told.ends, ElementsAre(StartsWith("timed_out (122): the broker was silent")));
}

TEST_F(WebSocketTransportTest, SaysNothingForTheParentInTheChildOfAFork) {
    make();
    open_and_settle();

    transport->release_after_fork();
    transport->close();  // a real child never even does this

    peer.turn(1000);
    EXPECT_THAT(peer.closings, IsEmpty());
}

TEST(Resolver, AnswersThroughItsDescriptor) {
    Resolver resolver{{"localhost", 3030}};

    pollfd wait{resolver.descriptor(), POLLIN, 0};
    ASSERT_EQ(::poll(&wait, 1, 30'000), 1);
    const auto answer = resolver.take();

    ASSERT_TRUE(answer.has_value());
    ASSERT_TRUE(answer->ok()) << answer->error().message();
    EXPECT_FALSE((*answer)->empty());
}

TEST(Resolver, MayBeLeftAlone) {
    for (int i = 0; i < 10; ++i) {
        const Resolver resolver{{"localhost", 3030}};
    }
}

#ifdef LOGBEAM_TLS

struct SecureTransportTest : ::testing::Test {
    // How an attempt to connect to `host` ends.
    std::string outcome(const std::string& host, const std::string& ca_file) {
        WebSocketOptions options;
        options.tls_ca_file = ca_file;
        const auto transport =
            make_websocket_transport(Url::parse("wss://" + host + ":" + std::to_string(peer.port())).value(), options);
        Told told;
        transport->open({{"me"}, "orders-api", ""}, told);
        test::settle(peer, *transport);
        if (!told.opens.empty() && transport->send(channel::make_batch({.events = 2}))) {
            test::settle(peer, *transport);
            return "acknowledged " + std::to_string(told.acknowledged);
        }
        return told.ends.empty() ? "nothing" : told.ends.front();
    }

    test::Certificates certificates;
    test::Certificates::Files files = certificates.issue("IP:127.0.0.1");
    net::TlsContext tls = net::TlsContext::for_server(files.chain, files.key);
    std::shared_ptr<testing::RecorderEndpoint> recorder = std::make_shared<testing::RecorderEndpoint>();
    test::WebSocketPeer peer{recorder, &tls};
};

TEST_F(SecureTransportTest, CarriesBatchesToABrokerThatItTrusts) {
    EXPECT_EQ(outcome("127.0.0.1", certificates.ca_file()), "acknowledged 2");
}

TEST_F(SecureTransportTest, RefusesABrokerWithTheCertificateOfAnotherHost) {
    EXPECT_THAT(outcome("localhost", certificates.ca_file()), HasSubstr("certificate of 'localhost' is not accepted"));
    EXPECT_THAT(recorder->events(), IsEmpty());
}

TEST_F(SecureTransportTest, RefusesABrokerOfACaThatItDoesNotKnow) {
    const test::Certificates others;

    EXPECT_THAT(outcome("127.0.0.1", others.ca_file()), StartsWith("refused (121): 127.0.0.1:"));
}

TEST_F(SecureTransportTest, SaysThatThereIsNoTlsAtTheOtherEnd) {
    test::WebSocketPeer plain{recorder};
    const auto transport = make_websocket_transport(Url::parse(plain.url("wss")).value(), {});
    plain.answer = "HTTP/1.1 400 Bad Request\r\n\r\n";
    Told told;

    transport->open({{"me"}, "orders-api", ""}, told);
    test::settle(plain, *transport);
    plain.send_raw("HTTP/1.1 400 Bad Request\r\n\r\n");
    test::settle(plain, *transport);

    EXPECT_THAT(told.ends, ElementsAre(HasSubstr("TLS failed")));
}

TEST_F(SecureTransportTest, ThrowsForACaFileThatIsNotThere) {
    EXPECT_THROW(check_tls({.tls_ca_file = "/nowhere/ca.pem"}), Failure);
}

#endif

}  // namespace
}  // namespace logbeam::transport
