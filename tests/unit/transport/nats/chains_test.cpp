#include "transport/nats/chains.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::transport {
namespace {

TEST(Chains, BeginWithNothing) {
    Chains chains;

    EXPECT_EQ(chains.previous("p", "a", 1, 5), 0U);
}

TEST(Chains, NameTheMessageBefore) {
    Chains chains;
    (void)chains.previous("p", "a", 1, 5);

    EXPECT_EQ(chains.previous("p", "a", 6, 9), 5U);
    EXPECT_EQ(chains.previous("p", "a", 20, 20), 9U);
}

TEST(Chains, AreOnePerPublisherAndSubject) {
    Chains chains;
    (void)chains.previous("p", "a", 1, 5);

    EXPECT_EQ(chains.previous("p", "b", 6, 9), 0U);
    EXPECT_EQ(chains.previous("q", "a", 1, 9), 0U);
}

TEST(Chains, SayTheSameOfAMessageThatComesAgain) {
    Chains chains;
    (void)chains.previous("p", "a", 1, 5);
    (void)chains.previous("p", "a", 6, 9);
    (void)chains.previous("p", "a", 10, 12);
    chains.acknowledge({"p", 5});

    EXPECT_EQ(chains.previous("p", "a", 6, 9), 5U);
    EXPECT_EQ(chains.previous("p", "a", 10, 12), 9U);
}

TEST(Chains, FollowAHoleThatStandsForSeveralMessages) {
    Chains chains;
    (void)chains.previous("p", "a", 1, 5);
    (void)chains.previous("p", "a", 6, 9);
    (void)chains.previous("p", "a", 10, 12);

    EXPECT_EQ(chains.previous("p", "a", 6, 12), 5U);
    EXPECT_EQ(chains.previous("p", "a", 13, 14), 12U);
}

TEST(Chains, ForgetIdleSubjectsBeforeThereAreTooMany) {
    Chains chains;
    (void)chains.previous("p", "under way", 1, 1'000'000);
    for (std::uint64_t i = 1; i < Chains::max_chains; ++i) {
        (void)chains.previous("p", std::to_string(i), i, i);
    }
    chains.acknowledge({"p", 999'999});

    EXPECT_EQ(chains.previous("p", "new", 1'000'001, 1'000'001), 0U);
    EXPECT_EQ(chains.size(), 2U);
    EXPECT_EQ(chains.previous("p", "under way", 1'000'002, 1'000'002), 1'000'000U);
}

}  // namespace
}  // namespace logbeam::transport
